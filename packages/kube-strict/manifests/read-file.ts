import { closeSync, readSync } from 'node:fs';
import { openRegular, reasonOf } from '../ground/read-file.ts';
import { UserError } from '../ground/user-error.ts';
import { STDIN } from './find-files.ts';

const CHUNK = 1024 * 1024;

/** As much of the standard input is held, for rules that look at other objects: it cannot be read twice. */
const MOST_HELD = 256 * 1024 * 1024;

/**
 * The bytes of a file, a megabyte at a time. For the standard input, hand over what `readStandardInput` has read.
 *
 * @throws UserError when it cannot be read
 */
export function* readChunks(file: string): Generator<Buffer> {
  let descriptor: number | undefined;
  try {
    descriptor = openRegular(file, { devices: true });
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

/**
 * All of the standard input.
 *
 * @throws UserError when it is too large
 */
export async function readStandardInput(
  stream: AsyncIterable<Buffer> = process.stdin,
): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of gathered(stream)) {
    chunks.push(chunk);
    total += chunk.length;
    if (total <= MOST_HELD) continue;
    const message = `is larger than ${MOST_HELD / 1024 ** 2} MiB`;
    throw new UserError([{ file: STDIN, message, fix: 'save it to a file, and name that' }]);
  }
  return chunks;
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
