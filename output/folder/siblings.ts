import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** What earlier and parallel runs have left beside the output. */
export function findSiblings(output: string): Sibling[] {
  const start = `.${basename(output)}.`;
  return namesIn(dirname(output)).flatMap((name) => {
    const match = name.startsWith(start)
      ? /^(new|old|trash)-(\d{1,9})-[0-9a-f]{8}$/.exec(name.slice(start.length))
      : null;
    if (match === null) return [];
    return [{ path: join(dirname(output), name), role: match[1] as Role, inUse: isAlive(Number(match[2])) }];
  });
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
