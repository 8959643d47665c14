import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from 'kube-strict/ground/user-error.ts';

/**
 * Real path of the output folder, which need not exist yet. A symbolic link to a folder stands for that folder.
 * @throws UserError when it is no folder, or is or holds the current or the home directory: it is replaced as a whole;
 *   or when a link leads out of the folder that was named: Git can bring one that leads anywhere
 */
export function resolveOutput(outputDir: string): string {
  const path = resolve(outputDir);
  const output = realPath(path);
  const fix = 'choose another output folder';
  if (existsSync(output) && !lstatSync(output).isDirectory()) {
    throw new UserError([{ file: path, message: 'is a file, not a folder', fix }]);
  }
  const precious = [
    ['the current directory', process.cwd()],
    ['the home directory', homedir()],
  ] as const;
  for (const [name, folder] of precious) {
    if (holds(output, realPath(resolve(folder)))) {
      throw new UserError([
        { file: path, message: `is or contains ${name}, and would be replaced as a whole`, fix },
      ]);
    }
  }
  if (basesOf(outputDir, path).some((base) => !holds(base, output))) {
    const meant = `if that folder is meant, name it: --output ${output}`;
    throw new UserError([
      { file: path, message: `leads to another place through a symbolic link: ${output}`, fix: meant },
    ]);
  }
  return output;
}

/**
 * The folders that a path must not leave through links: the current one, or the one above it that the path begins with;
 * and, since an absolute path may begin with links of the system, the one that the output stands in.
 */
function basesOf(outputDir: string, path: string): string[] {
  const [above = ''] = /^(?:\.\.?(?:\/|$))*/.exec(outputDir) ?? [];
  const bases = isAbsolute(outputDir) ? [] : [realPath(resolve(above))];
  return isLink(path) ? [...bases, realPath(dirname(path))] : bases;
}

/** Real path, by way of the nearest folder that exists. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  if (isLink(path)) {
    throw new UserError([{ file: path, message: 'is a symbolic link to nothing', fix: 'remove it' }]);
  }
  return join(realPath(dirname(path)), basename(path));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Whether `inner` is `folder` or lies below it. */
function holds(folder: string, inner: string): boolean {
  const way = relative(folder, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
