import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { NOT_REGULAR, reasonOf } from 'kube-strict/ground/read-file.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';

/** A file and what it is to hold. */
export interface Replacement {
  readonly file: string;
  readonly before: Buffer;
  readonly after: string;
}

interface Prepared {
  readonly target: string;
  readonly temporary: string;
  readonly before: Buffer;
  readonly stats: Stats;
}

/** Signals that end a process. While files are replaced they wait: it takes a moment, and nothing is left half-done. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Replaces files: all of them or none, and each at once, so that nobody reads half of one. Links stay links; owner and
 * mode stay as they are, and no new text is readable to more people than the old one, at no moment. A process that is
 * killed for good (SIGKILL) may leave a file beside another, with `.new` at the end of its name.
 *
 * @throws UserError when a file has changed since it was read, or cannot be replaced as it is
 */
export function replaceFiles(replacements: readonly Replacement[]): void {
  const wait = () => undefined;
  for (const signal of SIGNALS) process.on(signal, wait);
  try {
    replaceAll(replacements);
  } finally {
    for (const signal of SIGNALS) process.off(signal, wait);
  }
}

function replaceAll(replacements: readonly Replacement[]): void {
  const prepared = new Map<string, Prepared>();
  const replaced: Prepared[] = [];
  let current = '';
  try {
    for (const { file, before, after } of replacements) {
      current = file;
      const target = realpathSync(file);
      // A link and the file that it leads to are one.
      if (prepared.has(target)) continue;
      const stats = lstatSync(target);
      const problem = problemOf(file, stats);
      if (problem !== undefined) throw new UserError([problem]);
      const one = { target, temporary: `${target}.${process.pid}.new`, before, stats };
      create(one, after, () => prepared.set(target, one));
      if (!readFileSync(target).equals(before)) throw new UserError([changedMeanwhile(file)]);
    }
    for (const one of prepared.values()) {
      current = one.target;
      renameSync(one.temporary, one.target);
      replaced.push(one);
    }
  } catch (error) {
    for (const one of replaced) {
      create(one, one.before);
      renameSync(one.temporary, one.target);
    }
    throw error instanceof UserError ? error : notReplaced(current, error);
  } finally {
    for (const { temporary } of prepared.values()) rmSync(temporary, { force: true });
  }
}

function problemOf(file: string, stats: Stats): Problem | undefined {
  if (!stats.isFile()) return { file, message: NOT_REGULAR, fix: 'name a file' };
  if (stats.nlink === 1) return undefined;
  return {
    file,
    message: `has ${stats.nlink} names (hard links), which a replacement would part; nothing was written`,
    fix: 'make it a file of its own, or leave out --write and put the result where it belongs',
  };
}

/**
 * Makes the new text of a file beside it. Fails where something is in the way: it is not ours.
 *
 * @param created called as soon as the file is there
 */
function create({ temporary, stats }: Prepared, content: string | Buffer, created?: () => void): void {
  // Nobody but us can read it until it is of the same owner.
  const descriptor = openSync(temporary, 'wx', stats.mode & 0o700);
  created?.();
  try {
    fchownSync(descriptor, stats.uid, stats.gid);
    fchmodSync(descriptor, stats.mode & 0o7777);
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function changedMeanwhile(file: string): Problem {
  return {
    file,
    message: 'has changed while it was read; nothing was written',
    fix: 'run the command again',
  };
}

function notReplaced(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const isOwner = 'syscall' in error && error.syscall === 'fchown';
  const reason = isOwner ? 'it would have another owner or group' : reasonOf(error);
  const message = `cannot be replaced: ${reason}; nothing was written`;
  return new UserError([{ file, message, fix: 'check the permissions of the file and its folder' }]);
}
