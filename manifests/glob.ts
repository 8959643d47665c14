import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfPath } from '../profiles/read-file.ts';

/** Whether a path has the special characters of a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * The files that match a pattern, which the shell would expand had it not been in quotes: `*`, `?` and `[...]` within a
 * name, `**` for any number of folders, `{a,b}` for either. As in a shell, `*` does not match a leading dot.
 *
 * @returns sorted by code unit
 */
export function globFiles(pattern: string): string[] {
  const found = alternatives(pattern).flatMap((one) => {
    const steps = one.split('/').filter((step, index) => step !== '' || index === 0);
    return one.startsWith('/') ? walk('/', steps.slice(1)) : walk('', steps);
  });
  return [...new Set(found)].sort();
}

/** Writes braces out; more than a few hundred alternatives are no pattern that somebody wrote. */
function alternatives(pattern: string): string[] {
  let patterns = [pattern];
  for (;;) {
    const next = patterns.flatMap((one) => {
      const braces = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(one);
      const [, before = '', choices = '', after = ''] = braces ?? [];
      return braces === null ? [one] : choices.split(',').map((choice) => before + choice + after);
    });
    if (next.length === patterns.length || next.length > 1000) return patterns;
    patterns = next;
  }
}

function walk(folder: string, [step, ...rest]: readonly string[]): string[] {
  if (step === undefined) return kindOfPath(folder) === 'file' ? [folder] : [];
  if (step === '**') {
    const entries = entriesOf(folder).filter(({ name }) => !name.startsWith('.'));
    const below = entries.filter((entry) => entry.isDirectory());
    // At the end of a pattern it stands for the files too.
    const here =
      rest.length > 0 ? walk(folder, rest) : entries.flatMap(({ name }) => walk(join(folder, name), []));
    return [...here, ...below.flatMap(({ name }) => walk(join(folder, name), [step, ...rest]))];
  }
  if (!isGlob(step))
    return kindOfPath(join(folder, step)) === undefined ? [] : walk(join(folder, step), rest);
  return entriesOf(folder)
    .filter(({ name }) => matches(name, step))
    .flatMap(({ name }) => walk(join(folder, name), rest));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function matches(name: string, step: string): boolean {
  if (name.startsWith('.') && !step.startsWith('.')) return false;
  return matchFrom(name, 0, step.match(/\[!?[^\]]+\]|[\s\S]/g) ?? [], 0);
}

/** Matches the rest of a name; of several `*` only the last is ever widened, so that the work stays in bounds. */
function matchFrom(name: string, start: number, parts: readonly string[], first: number): boolean {
  let [at, part] = [start, first];
  let retry: { at: number; part: number } | undefined;
  while (at < name.length || part < parts.length) {
    const wanted = parts[part];
    if (wanted === '*') {
      retry = { at, part };
      part += 1;
    } else if (wanted !== undefined && at < name.length && matchesOne(name[at] ?? '', wanted)) {
      at += 1;
      part += 1;
    } else if (retry !== undefined && retry.at < name.length) {
      retry.at += 1;
      at = retry.at;
      part = retry.part + 1;
    } else return false;
  }
  return true;
}

function matchesOne(character: string, wanted: string): boolean {
  if (wanted === '?') return true;
  if (!/^\[.+\]$/.test(wanted)) return character === wanted;
  const set = wanted.slice(1, -1).replace(/^!/, '');
  const inside = (set.match(/.-.|./g) ?? []).some((range) => {
    const [first = '', , last = first] = range;
    return first <= character && character <= last;
  });
  return inside !== wanted.startsWith('[!');
}
