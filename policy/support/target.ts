import type { JsonObject } from 'kube-strict/ground/json.ts';
import type { PolicyTarget } from './policy-target.ts';

/** The kind of an object; empty texts where it states none. */
export function targetOf({ apiVersion, kind }: JsonObject): PolicyTarget {
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const slash = version.lastIndexOf('/');
  return { group: slash < 0 ? '' : version.slice(0, slash), kind: typeof kind === 'string' ? kind : '' };
}

/** A test for one kind. */
export function isKind(group: string, kind: string): (target: PolicyTarget) => boolean {
  return (target) => target.group === group && target.kind === kind;
}
