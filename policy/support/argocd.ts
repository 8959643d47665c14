import type { JsonObject } from 'kube-strict/ground/json.ts';
import type { PolicyTarget } from './policy-target.ts';

export function isApplication({ group, kind }: PolicyTarget): boolean {
  return group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet');
}

/** Pointer of the spec of an Application, also of those that an ApplicationSet makes. */
export function applicationSpec(object: JsonObject): string {
  return object['kind'] === 'ApplicationSet' ? '/spec/template/spec' : '/spec';
}
