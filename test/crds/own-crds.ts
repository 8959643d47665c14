import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from 'kube-strict/ground/json.ts';
import { readYamlLikeGo } from '../../render/output/yaml-like-go.ts';

const FOLDER = fileURLToPath(new URL('../../crds/', import.meta.url));

/** Files of our CustomResourceDefinitions, `<plural>.<group>.yaml`. */
export const OWN_CRDS = readdirSync(FOLDER).sort();

export function textOfCrd(file: string): string {
  return readFileSync(FOLDER + file, 'utf8');
}

/** A definition of ours as a server would get it, were it applied. */
export function ownCrd(file: string): JsonObject {
  return readYamlLikeGo(textOfCrd(file)) as JsonObject;
}
