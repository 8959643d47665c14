import { resolveExactly } from '../../ground/plain-scalar.ts';
import type { TextProblem } from '../problem.ts';

/**
 * Numbers that YAML 1.1, YAML 1.2 and Go read alike: no octals, no underscores, and an exponent only in the form that
 * YAML 1.1 knows.
 */
const SAME_FOR_ALL =
  /^(?:[-+]?(?:0|[1-9]\d*)(?:\.\d*(?:[eE][-+]\d+)?)?|[-+]?\.\d+(?:[eE][-+]\d+)?|0x[\da-fA-F]+)$/;
/** `12:30:45` is 45045 in YAML 1.1. */
const SEXAGESIMAL = /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
/** A time in YAML 1.1, which kustomize writes out in full. */
const TIMESTAMP =
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?)?)?$/;

/** Whether a plain scalar is worth a look; of most the first character says that it is not. */
function mayBeOdd(plain: string): boolean {
  return /^[-+.\dyYnNoO]/.test(plain) && plain.length < 100;
}

/**
 * What is to be said of a plain scalar that a YAML 1.1 reader, a YAML 1.2 reader and the server (Go) do not take for the
 * same; undefined for all others.
 */
export function oddScalar(
  plain: string,
  isKey: boolean,
): Pick<TextProblem, 'rule' | 'message' | 'discreet' | 'fix'> | undefined {
  if (!mayBeOdd(plain)) return undefined;
  const value = resolveExactly(plain);
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  const what = isKey ? 'key' : 'value';
  if (typeof value === 'boolean' && !/^(?:true|false)$/i.test(plain)) {
    return {
      rule: 'yaml/ambiguous-boolean',
      message: `The ${what} ${plain} is read as ${isKey ? `"${value}"` : value}, and by YAML 1.2 as a text.`,
      discreet: `This ${what} is read as a boolean, and by YAML 1.2 as a text.`,
      fix: isKey
        ? `Write "${plain}" in quotes.`
        : `Write ${value}, or "${plain}" in quotes if a text is meant.`,
    };
  }
  if ((typeof value === 'number' || typeof value === 'bigint') && !SAME_FOR_ALL.test(plain)) {
    return {
      rule: 'yaml/ambiguous-number',
      message: `The ${what} ${plain} is read as ${isKey ? `"${value}"` : value}; other readers of YAML take it for another number, or for a text.`,
      discreet: `This ${what} is read as a number; other readers of YAML take it for another number, or for a text.`,
      fix: isKey ? 'Write it in quotes.' : 'Write a number in plain decimal digits, or a text in quotes.',
    };
  }
  if (typeof value !== 'string' || !(SEXAGESIMAL.test(plain) || TIMESTAMP.test(plain))) return undefined;
  return {
    rule: 'yaml/ambiguous-time',
    message: `The ${what} ${plain} is read as a text, and by YAML 1.1 and some tools as a time or a number.`,
    discreet: `This ${what} is read as a text, and by YAML 1.1 and some tools as a time or a number.`,
    fix: 'Write it in quotes.',
  };
}
