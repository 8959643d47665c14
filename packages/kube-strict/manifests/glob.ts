import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfPath, leadsOut } from '../ground/read-file.ts';

/** Whether a path has the special characters of a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * The files that match a pattern, which the shell would expand had it not been in quotes: `*`, `?` and `[...]` within a
 * name, `**` for any number of folders, `{a,b}` for either. As in a shell, `*` does not match a leading dot.
 *
 * @returns sorted by code unit; apart those that links lead to out of the folder before the first special character
 */
export function globFiles(pattern: string): {
  readonly files: readonly string[];
  readonly outside: readonly string[];
} {
  const found = alternatives(pattern).flatMap(matchesOf);
  const sorted = found.sort((a, b) => (a.path < b.path ? -1 : 1));
  const pathsOf = (isOutside: boolean) => [
    ...new Set(sorted.filter((one) => one.isOutside === isOutside).map(({ path }) => path)),
  ];
  return { files: pathsOf(false), outside: pathsOf(true) };
}

function matchesOf(pattern: string) {
  const steps = pattern.split('/').filter((step, index) => step !== '' || index === 0);
  const special = steps.findIndex(isGlob);
  const root = steps.slice(0, special < 0 ? -1 : special).join('/');
  const folder = pattern.startsWith('/') ? root || '/' : root || '.';
  const found = pattern.startsWith('/') ? walk('/', steps.slice(1), folder) : walk('', steps, folder);
  return found.map((path) => ({ path, isOutside: leadsOut(folder, path) }));
}

/** Writes braces out; more than a few hundred alternatives are no pattern that somebody wrote. */
export function alternatives(pattern: string): string[] {
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

/** @param root a folder that is not left through links to folders */
function walk(folder: string, [step, ...rest]: readonly string[], root: string): string[] {
  if (step === undefined) return [undefined, 'folder'].includes(kindOfPath(folder)) ? [] : [folder];
  if (step === '**') {
    const entries = entriesOf(folder).filter(({ name }) => !name.startsWith('.'));
    const below = entries.filter((entry) => entry.isDirectory());
    // At the end of a pattern it stands for the files too.
    const here =
      rest.length > 0
        ? walk(folder, rest, root)
        : entries.flatMap(({ name }) => walk(join(folder, name), [], root));
    return [...here, ...below.flatMap(({ name }) => walk(join(folder, name), [step, ...rest], root))];
  }
  if (!isGlob(step))
    return kindOfPath(join(folder, step)) === undefined ? [] : walk(join(folder, step), rest, root);
  return entriesOf(folder)
    .filter((entry) => matches(entry.name, step))
    .filter(
      (entry) => rest.length === 0 || !entry.isSymbolicLink() || !leadsOut(root, join(folder, entry.name)),
    )
    .flatMap(({ name }) => walk(join(folder, name), rest, root));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a name matches one step of a pattern. */
export function matches(name: string, step: string): boolean {
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
