import {
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { reasonOf } from '../../profiles/read-file.ts';
import { UserError } from '../user-error.ts';

/** A file and what it is to hold. */
export interface Replacement {
  readonly file: string;
  readonly before: Buffer;
  readonly after: string;
}

/**
 * Replaces files: all of them or none, and each at once, so that nobody reads half of one. Links stay links, and
 * permissions stay as they are.
 *
 * @throws UserError when a file has changed since it was read, or cannot be replaced
 */
export function replaceFiles(replacements: readonly Replacement[]): void {
  const prepared: { readonly target: string; readonly temporary: string; readonly before: Buffer }[] = [];
  const replaced: (typeof prepared)[number][] = [];
  let current = '';
  try {
    for (const { file, before, after } of replacements) {
      current = file;
      const target = realpathSync(file);
      const temporary = `${target}.${process.pid}.new`;
      create(temporary);
      prepared.push({ target, temporary, before });
      write(temporary, after, target);
      if (!readFileSync(target).equals(before)) throw new UserError([changedMeanwhile(file)]);
    }
    for (const [index, one] of prepared.entries()) {
      current = replacements[index]?.file ?? '';
      renameSync(one.temporary, one.target);
      replaced.push(one);
    }
  } catch (error) {
    for (const { target, temporary, before } of replaced) {
      create(temporary);
      write(temporary, before, target);
      renameSync(temporary, target);
    }
    throw error instanceof UserError ? error : notReplaced(current, error);
  } finally {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
  }
}

/** Fails where something is in the way: it is not ours. */
function create(temporary: string): void {
  closeSync(openSync(temporary, 'wx'));
}

function write(temporary: string, content: string | Buffer, like: string): void {
  writeFileSync(temporary, content);
  chmodSync(temporary, statSync(like).mode);
}

function changedMeanwhile(file: string) {
  return {
    file,
    message: 'has changed while it was read; nothing was written',
    fix: 'run the command again',
  };
}

function notReplaced(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const message = `cannot be replaced: ${reasonOf(error)}; nothing was written`;
  return new UserError([{ file, message, fix: 'check the permissions of the file and its folder' }]);
}
