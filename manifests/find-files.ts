import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UserError } from '../cli/user-error.ts';
import { kindOfPath, reasonOf } from '../profiles/read-file.ts';
import { globFiles, isGlob } from './glob.ts';

/** What stands for the standard input in a list of paths. */
export const STDIN = '-';

/**
 * The files that paths name: themselves, the `*.yaml`, `*.yml` and `*.json` of folders and all below them, and what
 * matches a pattern. Hidden files and folders, and `node_modules`, are found only when they are named.
 *
 * @returns each file once, in the order of the paths, those of a folder by code unit
 * @throws UserError with every path that is not there
 */
export function findFiles(paths: readonly string[]): string[] {
  const problems: Problem[] = [];
  const files = paths.flatMap((path) => {
    if (path === STDIN) return [path];
    try {
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    } catch (error) {
      if (isGlob(path)) return matching(path, problems);
      problems.push({
        file: path,
        message: `cannot be read: ${reasonOf(error)}`,
        fix: 'check the path and its permissions',
      });
      return [];
    }
  });
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(files)];
}

function matching(pattern: string, problems: Problem[]): string[] {
  const files = globFiles(pattern);
  if (files.length === 0)
    problems.push({ file: pattern, message: 'no file matches this pattern', fix: 'check the pattern' });
  return files;
}

function filesBelow(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch (error) {
    throw new UserError([
      { file: folder, message: `cannot be read: ${reasonOf(error)}`, fix: 'check its permissions' },
    ]);
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
    if (!/\.(?:ya?ml|json)$/.test(entry.name)) return [];
    // A link to a folder could lead in circles.
    return entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path)) ? [path] : [];
  });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link that leads nowhere is a file that cannot be read, and said to be so when it is read. */
function leadsToFile(path: string): boolean {
  return (kindOfPath(path) ?? 'file') === 'file';
}
