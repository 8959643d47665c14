import { canonicalJson, type Json } from '../../ground/json.ts';
import { FORMATS } from '../formats/formats.ts';
import type { Pattern } from '../patterns/re2.ts';

/** Stands in for `require` in compiled validators. Ajv's own modules are not used: Ajv does not run where they do. */
export type RuntimeModules = (name: string) => unknown;

/** @param patternOf makes a pattern from its source */
export function runtimeModules(patternOf: (source: string) => Pattern): RuntimeModules {
  const modules: Readonly<Record<string, unknown>> = {
    formats: FORMATS,
    re2: patternOf,
    'ajv/dist/runtime/ucs2length': { default: countCodePoints },
    'ajv/dist/runtime/equal': { default: isEqual },
  };
  return (name) => modules[name];
}

/** Kubernetes counts code points in lengths, not UTF-16 units. */
function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function isEqual(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
