import type { ValueCheck, ValueError } from '../catalog/catalog.ts';
import { newAjv } from './ajv.ts';
import { joinInPlace } from './compact-code.ts';

/** Compiles a schema in memory. */
export function compileCheck(schema: object): ValueCheck {
  const check = newAjv({ process: joinInPlace }).compile(schema);
  return (value) => (check(value) ? [] : ((check.errors ?? []) as ValueError[]));
}
