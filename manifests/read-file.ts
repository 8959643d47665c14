import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../cli/user-error.ts';
import { reasonOf } from '../profiles/read-file.ts';
import { STDIN } from './find-files.ts';

const CHUNK = 1024 * 1024;

/**
 * The bytes of a file, or of the standard input, a megabyte at a time.
 *
 * @throws UserError when it cannot be read
 */
export function readChunks(file: string): AsyncIterable<Buffer> | Iterable<Buffer> {
  return file === STDIN ? gathered(process.stdin) : chunksOf(file);
}

function* chunksOf(file: string): Generator<Buffer> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const size = readSync(descriptor, buffer, 0, CHUNK, null);
      if (size === 0) return;
      yield buffer.subarray(0, size);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError([
      { file, message: `cannot be read: ${reasonOf(error)}`, fix: 'check the path and its permissions' },
    ]);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A pipe gives small pieces, and joining each to what is there would take time in the square of their number. */
async function* gathered(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    size += piece.length;
    if (size < CHUNK) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pieces);
}
