import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Problem } from './user-error.ts';

/** A profile is a few kilobytes; reading more would only take time. */
const MAX_BYTES = 1024 * 1024;

/** Reads a text file of at most 1 MiB. */
export function readTextFile(file: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    const descriptor = openRegular(file);
    try {
      const { size } = fstatSync(descriptor);
      if (size > MAX_BYTES) return refused(file, 'is larger than 1 MiB', 'a profile is a few kilobytes');
      const bytes = readFileSync(descriptor);
      if (isUtf16(bytes)) return { problem: notUtf16(file) };
      return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { problem: notUtf8(file, bytes) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const kind = kindOfPath(file);
    if (kind === 'folder') return refused(file, 'is a folder');
    if (kind === 'other') return refused(file, NOT_REGULAR);
    return refused(file, `cannot be read: ${reasonOf(error)}`, 'check the path and its permissions');
  }
}

export const NOT_REGULAR = 'is not a regular file';

/** A pipe that a shell has opened for us: `<(command)`. It can be read once. */
const OPEN_PIPE = /^\/(?:dev|proc\/self)\/(?:fd\/\d+|stdin)$/;

/**
 * Opens a file for reading, and nothing else: to open a pipe, or to read from a device, might never end.
 *
 * @param devices whether the reader stops by itself, so that it can be a device
 * @returns its descriptor
 * @throws Error with a code, see `reasonOf`
 */
export function openRegular(path: string, { devices = false } = {}): number {
  const stats = statSync(path);
  if (OPEN_PIPE.test(path) || (devices && stats.isCharacterDevice())) return openSync(path, 'r');
  checkRegular(stats);
  // It may have become a pipe since.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    checkRegular(fstatSync(descriptor));
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function checkRegular(stats: { isFile(): boolean; isDirectory(): boolean }): void {
  if (stats.isFile()) return;
  throw Object.assign(new Error(NOT_REGULAR), { code: stats.isDirectory() ? 'EISDIR' : 'ENOTFILE' });
}

/**
 * Whether a path leads out of a folder, by way of links. One that leads nowhere does not: to read it explains that.
 */
export function leadsOut(folder: string, path: string): boolean {
  try {
    const [root, target] = [realpathSync(folder), realpathSync(path)];
    return target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    return false;
  }
}

/** Why the operating system refused, without its wording. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOTFILE: 'it is a pipe, a socket or a device',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'permission denied',
  EROFS: 'it is on a file system that is read-only',
};

/** What a path leads to; undefined when that cannot be told, which reading it will explain. */
export function kindOfPath(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}

function refused(file: string, message: string, fix = 'give the path of a YAML file'): { problem: Problem } {
  return { problem: { file, message, fix } };
}

/** By its byte order mark or, of a text that is mostly ASCII, by its zeros. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' || bytes.subarray(0, 64).includes(0);
}

function notUtf16(file: string): Problem {
  const message = 'expected UTF-8 text, found UTF-16, or no text at all';
  return { file, message, fix: 'save the file as UTF-8; in Windows PowerShell: Out-File -Encoding utf8' };
}

function notUtf8(file: string, bytes: Buffer): Problem {
  const again = Buffer.from(bytes.toString('utf8'));
  const before = bytes.subarray(
    0,
    bytes.findIndex((byte, index) => byte !== again[index]),
  );
  const lines = before.toString('utf8').split('\n');
  return {
    file,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
    message: 'expected UTF-8 text, found a byte that does not belong there',
    fix: 'save the file as UTF-8',
  };
}
