import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { kindOfPath } from 'kube-strict/ground/read-file.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { STDIN } from 'kube-strict/manifests/find-files.ts';
import { readChunks, readStandardInput } from 'kube-strict/manifests/read-file.ts';
import { MAX_TOML_BYTES } from '../../initdata/decode.ts';
import { textLooksLikeProfile } from '../../profiles/looks-like-profile.ts';

/** Initdata and what holds it are small; more would only take time and memory. */
const MOST = 64 * 1024 * 1024;

/** A file as messages name it. */
export function nameOfInput(file: string): string {
  return file === STDIN ? 'standard input' : file;
}

/**
 * The text of a file, or of the standard input.
 *
 * @throws UserError when it cannot be read, is empty, too large, or no UTF-8
 */
export async function textOf(file: string): Promise<string> {
  const bytes = Buffer.concat(file === STDIN ? await readStandardInput() : [...fileChunks(file)]);
  const name = nameOfInput(file);
  if (!isUtf8(bytes)) throw wrong(name, 'expected UTF-8 text, found bytes that are none', 'save it as UTF-8');
  const text = bytes.toString('utf8');
  if (text.trim() === '') throw wrong(name, 'is empty', 'check what was to be in it');
  return text;
}

/**
 * The text of a TOML file with initdata.
 *
 * @throws UserError when it cannot be read, is too large, or something else than TOML
 */
export async function tomlOf(file: string): Promise<string> {
  const text = await textOf(file);
  if (isBase64(text)) {
    const fix = 'unpack it: base64 -d FILE | gunzip > initdata.toml';
    throw wrong(nameOfInput(file), 'expected TOML, found the value of an annotation', fix);
  }
  if (textLooksLikeProfile(text)) {
    const fix = `name it without --file: coco-gitops initdata build ${file === STDIN ? 'PROFILE' : file}`;
    throw wrong(nameOfInput(file), 'expected TOML, found a profile', fix);
  }
  return checkedToml(text, nameOfInput(file));
}

/** @throws UserError when the text is larger than any guest would take */
export function checkedToml(text: string, file: string): string {
  if (Buffer.byteLength(text) <= MAX_TOML_BYTES) return text;
  throw wrong(file, `is larger than ${MAX_TOML_BYTES / 1024 ** 2} MiB`, 'initdata has a few kilobytes');
}

/** Whether an argument is the value of an annotation, and not a file with it. */
export function isAnnotationValue(argument: string): boolean {
  // A name of a file can look like base64; one that begins as gzip does, cut off or not, or a long one is none.
  const canBe = argument.startsWith('H4sI') || (isBase64(argument) && argument.length > 64);
  return canBe && !existsSync(argument);
}

/** Neither TOML nor a manifest is base64: both have other characters. */
export function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/\s]{24,}={0,2}$/.test(text.trim());
}

/** Counted while it is read: a pipe or a device does not tell its size. */
function* fileChunks(file: string): Generator<Buffer> {
  if (kindOfPath(file) === 'folder') throw wrong(file, 'is a folder', 'name a file');
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
