import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { errorCode } from './system-error.ts';

/**
 * What a folder beside the output is:
 * `new` is being filled, `old` was the output and is about to be replaced, `trash` has been replaced.
 */
type Role = 'new' | 'old' | 'trash';

/** A folder beside the output that some run made. */
export interface Sibling {
  readonly path: string;
  readonly role: Role;
  /** Whether the run that made it is still at work. */
  readonly inUse: boolean;
}

/** A free name beside the output. It holds our process id, by which others see whether we still live. */
export function siblingPath(output: string, role: Role): string {
  return join(
    dirname(output),
    `.${basename(output)}.${role}-${process.pid}-${randomBytes(4).toString('hex')}`,
  );
}

/**
 * What earlier and parallel runs have left beside the output.
 *
 * @throws UserError when something has such a name and is no folder by its own inode. Runs leave folders only, while Git
 *   can bring a link: to work on it would move and remove files of the place where it leads
 */
export function findSiblings(output: string): Sibling[] {
  const start = `.${basename(output)}.`;
  const found = namesIn(dirname(output)).flatMap((name) => {
    const match = name.startsWith(start)
      ? /^(new|old|trash)-(\d{1,9})-[0-9a-f]{8}$/.exec(name.slice(start.length))
      : null;
    const path = join(dirname(output), name);
    const stats = match === null ? undefined : lstatSync(path, { throwIfNoEntry: false });
    if (match === null || stats === undefined) return [];
    const sibling = { path, role: match[1] as Role, inUse: isAlive(Number(match[2])) };
    return [{ ...sibling, isFolder: stats.isDirectory() }];
  });
  const foreign = found.filter(({ isFolder }) => !isFolder);
  if (foreign.length > 0) throw new UserError(foreign.map(({ path }) => foreignSibling(path)));
  return found.map(({ path, role, inUse }) => ({ path, role, inUse }));
}

function foreignSibling(file: string): Problem {
  return {
    file,
    message: 'has the name of a folder that a run keeps beside the output, and is no folder',
    fix: 'remove it; nothing was changed',
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Whether another process has this id. Ours does not count: a run ends before the next begins, so it is an earlier one's. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is someone else's.
    return errorCode(error) === 'EPERM';
  }
}
