import type { Pass } from '../judgement.ts';
import { valueFindings } from '../value-findings.ts';

/** Judges what JSON Schema can: types, required fields, enums, bounds, lengths, patterns, formats, combinations. */
export const checkValues: Pass = ({ schema, object, findings, nulls }) => {
  const secret = schema.info.kind === 'Secret' && schema.info.group === '';
  valueFindings(schema.checkValue(object), { value: object, path: '', nulls, secret }, findings);
};
