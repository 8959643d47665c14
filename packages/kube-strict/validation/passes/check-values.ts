import type { Pass } from '../judgement.ts';
import { valueFindings } from '../value-findings.ts';

/** Judges what JSON Schema can: types, required fields, enums, bounds, lengths, patterns, formats, combinations. */
export const checkValues: Pass = (judgement) => {
  const { schema, object, findings, nulls } = judgement;
  const secret = schema.info.kind === 'Secret' && schema.info.group === '';
  const errors = schema.checkValue(object);
  judgement.decodes = errors.every(({ keyword }) => keyword === 'required');
  valueFindings(errors, { value: object, path: '', nulls, secret }, findings);
};
