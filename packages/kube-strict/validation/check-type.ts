import type { Json } from '../ground/json.ts';
import type { TypeSchema } from './catalog/catalog.ts';
import type { Findings } from './judgement.ts';
import { dropNulls } from './passes/drop-go-nulls.ts';
import { prune } from './passes/prune-unknown.ts';
import { valueFindings } from './value-findings.ts';

/**
 * Decodes a value as a strict server decodes it into a Go type: unknown fields and wrong types are reported, nulls
 * are taken out.
 *
 * @param path where the value lies in its object
 * @returns whether it decodes, apart from unknown fields
 */
export function checkType(value: Json, type: TypeSchema, path: string, findings: Findings): boolean {
  const nulls = new Set<string>();
  prune(value, type.root, path, findings);
  dropNulls(value, type.root, path, nulls);
  const errors = type.checkValue(value);
  valueFindings(errors, { value, path, nulls }, findings);
  return errors.length === 0;
}
