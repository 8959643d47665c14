import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { reasonOf } from '../../profiles/read-file.ts';
import { UserError } from '../user-error.ts';

/**
 * Replaces a file that exists, whole or not at all; its permissions stay, and a link stays one.
 *
 * @throws UserError when the folder or the file cannot be written
 */
export function replaceFile(file: string, text: string): void {
  let fresh: string | undefined;
  try {
    const path = realpathSync(file);
    fresh = `${path}.new-${process.pid}`;
    writeFileSync(fresh, text, { flag: 'wx', flush: true, mode: 0o600 });
    chmodSync(fresh, statSync(path).mode & 0o7777);
    renameSync(fresh, path);
  } catch (error) {
    if (fresh !== undefined) rmSync(fresh, { force: true });
    const message = `cannot be written: ${reasonOf(error)}`;
    throw new UserError([{ file, message, fix: 'check its permissions and those of its folder' }]);
  }
}
