import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { MAX_TOML_BYTES } from '../../initdata/decode.ts';
import { STDIN } from '../../manifests/find-files.ts';
import { readChunks, readStandardInput } from '../../manifests/read-file.ts';
import { type Problem, UserError } from '../user-error.ts';

/** Initdata and what holds it are small; more would only take time and memory. */
const MOST = 64 * 1024 * 1024;

/**
 * The text of a file, or of the standard input.
 *
 * @throws UserError when it cannot be read, is too large, or no UTF-8
 */
export async function textOf(file: string): Promise<string> {
  const bytes = Buffer.concat(file === STDIN ? await readStandardInput() : [...fileChunks(file)]);
  const name = file === STDIN ? 'standard input' : file;
  if (!isUtf8(bytes)) throw wrong(name, 'expected UTF-8 text, found bytes that are none', 'save it as UTF-8');
  return bytes.toString('utf8');
}

/**
 * The text of a TOML file with initdata.
 *
 * @throws UserError when it cannot be read, or is too large
 */
export async function tomlOf(file: string): Promise<string> {
  return checkedToml(await textOf(file), file === STDIN ? 'standard input' : file);
}

/** @throws UserError when the text is larger than any guest would take */
export function checkedToml(text: string, file: string): string {
  if (Buffer.byteLength(text) <= MAX_TOML_BYTES) return text;
  throw wrong(file, `is larger than ${MAX_TOML_BYTES / 1024 ** 2} MiB`, 'initdata has a few kilobytes');
}

/** Counted while it is read: a pipe or a device does not tell its size. */
function* fileChunks(file: string): Generator<Buffer> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw wrong(file, 'is a folder', 'name a file');
  let size = 0;
  for (const chunk of readChunks(file)) {
    size += chunk.length;
    if (size > MOST) throw wrong(file, `is larger than ${MOST / 1024 ** 2} MiB`, 'name a smaller file');
    yield chunk;
  }
}

function wrong(file: string, message: string, fix: string): UserError {
  const problem: Problem = { file, message, fix };
  return new UserError([problem]);
}
