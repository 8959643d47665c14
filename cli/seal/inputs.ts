import { closeSync, openSync, readSync } from 'node:fs';
import { reasonOf } from 'kube-strict/ground/read-file.ts';

/** No key, token or certificate chain is larger. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads small files; `-` is the standard input. Unlike a profile, one may be a pipe, as `<(command)` in a shell makes: a
 * secret need not be on a disk.
 *
 * @returns the text, or why it cannot be read
 */
export function readInput(path: string): { readonly text: string } | { readonly reason: string } {
  try {
    const file = path === '-' ? 0 : openSync(path, 'r');
    try {
      return readAll(file);
    } finally {
      if (file !== 0) closeSync(file);
    }
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function readAll(file: number): { readonly text: string } | { readonly reason: string } {
  const buffer = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    length += read;
    if (length > MAX_BYTES) return { reason: 'it is larger than 64 KiB' };
    if (read === 0) return { text: buffer.toString('utf8', 0, length) };
  }
}
