import type { Problem } from 'kube-strict/ground/user-error.ts';
import { readInput } from './inputs.ts';

/** What a person gives: the variables of the document (section 3.2), and two files. */
export const VARIABLES = ['PCCS_API_KEY', 'PCCS_USER_TOKEN', 'PCCS_ADMIN_TOKEN'] as const;
export const TLS_FILES = ['private.pem', 'file.crt'] as const;

export type PlainKey = (typeof VARIABLES)[number] | (typeof TLS_FILES)[number];

/** Values by key. They are never shown. */
export type PlainValues = Partial<Record<PlainKey, string>>;

const KEYS: readonly PlainKey[] = [...VARIABLES, ...TLS_FILES];

/**
 * Reads what was given. A path is not shown in a message: who takes `KEY=PATH` for `KEY=VALUE` has put a secret there.
 *
 * @param entries of `--from-file`
 */
export function readPlainValues(
  environment: Readonly<Record<string, string | undefined>>,
  entries: readonly string[],
): { readonly values: PlainValues; readonly problems: readonly Problem[] } {
  const values: PlainValues = {};
  const problems: Problem[] = [];
  for (const name of VARIABLES) {
    const value = environment[name];
    if (value !== undefined && value !== '') values[name] = withoutLineBreak(value);
  }
  for (const entry of entries) {
    const key = KEYS.find((one) => entry.startsWith(`${one}=`));
    const fix = `write KEY=PATH with one of: ${KEYS.join(', ')}`;
    if (key === undefined) {
      problems.push({ path: '--from-file', message: 'expected one of the known keys before "="', fix });
      continue;
    }
    if (values[key] !== undefined) {
      problems.push({
        path: key,
        message: 'is given twice',
        fix: 'give it once: as a file or as a variable',
      });
      continue;
    }
    const read = readInput(entry.slice(key.length + 1));
    const value = 'text' in read ? (isLine(key) ? withoutLineBreak(read.text) : read.text) : '';
    const reason = 'text' in read ? (value === '' ? 'it is empty' : undefined) : read.reason;
    // Also when it cannot be read, so that it is not called missing too.
    values[key] = value;
    if (reason !== undefined) {
      const message = `the file (not shown, it may be a secret) cannot be used: ${reason}`;
      problems.push({
        path: key,
        message,
        fix: 'give the path of a file that holds the value, not the value',
      });
    }
  }
  return { values, problems };
}

function isLine(key: PlainKey): boolean {
  return VARIABLES.some((name) => name === key);
}

/** Editors, and `echo`, end a text with one. It would be hashed with the token, which then fits nothing. */
function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}
