import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfPath, leadsOut, NOT_REGULAR, reasonOf } from '../ground/read-file.ts';
import { type Problem, UserError } from '../ground/user-error.ts';
import { globFiles, isGlob } from './glob.ts';

/** What stands for the standard input in a list of paths. */
export const STDIN = '-';

/**
 * The files that paths name: themselves, the `*.yaml`, `*.yml` and `*.json` of folders and all below them, and what
 * matches a pattern. Hidden files and folders, and `node_modules`, are found only when they are named.
 *
 * Whoever names a folder means what is in it: a link that leads out of it is not followed, since it may come from
 * somebody who is not to have other files read or changed.
 *
 * @returns each file once, in the order of the paths, those of a folder by code unit
 * @throws UserError with every path that is not there, or is no file that could be read to its end
 */
export function findFiles(paths: readonly string[]): string[] {
  const problems: Problem[] = [];
  const files = paths.flatMap((path) => {
    if (path === STDIN) return [path];
    try {
      const stats = statSync(path);
      if (stats.isDirectory()) return filesBelow(path, path, problems);
      if (!stats.isFile()) problems.push(notRegular(path));
      return [path];
    } catch (error) {
      if (error instanceof UserError) throw error;
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

function matching(pattern: string, problems: Problem[]): readonly string[] {
  const { files, outside } = globFiles(pattern);
  problems.push(...outside.map(leadingOut));
  problems.push(...files.filter((path) => kindOfPath(path) === 'other').map(notRegular));
  if (files.length + outside.length === 0)
    problems.push({ file: pattern, message: 'no file matches this pattern', fix: 'check the pattern' });
  return files;
}

function filesBelow(folder: string, root: string, problems: Problem[]): string[] {
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
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path, root, problems);
    if (!/\.(?:ya?ml|json)$/.test(entry.name)) return [];
    const problem = entry.isFile() ? undefined : problemOf(path, root, entry.isSymbolicLink());
    if (problem !== undefined) problems.push(problem);
    // A link to a folder could lead in circles.
    return problem === undefined && kindOfPath(path) !== 'folder' ? [path] : [];
  });
}

/** What keeps something from being read that has the name of a manifest, and is no file by its own inode. */
function problemOf(path: string, root: string, isLink: boolean): Problem | undefined {
  if (isLink && leadsOut(root, path)) return kindOfPath(path) === 'folder' ? undefined : leadingOut(path);
  return kindOfPath(path) === 'other' ? notRegular(path) : undefined;
}

function leadingOut(file: string): Problem {
  return {
    file,
    message: 'leads out of the folder that was named, through a symbolic link',
    fix: 'name the file itself if it is meant; else remove the link',
  };
}

function notRegular(file: string): Problem {
  return { file, message: NOT_REGULAR, fix: 'give a file, or pipe the text in, with - as the path' };
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
