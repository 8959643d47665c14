import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../cli/user-error.ts';

/** A profile is a few kilobytes; reading more would only take time. */
const MAX_BYTES = 1024 * 1024;

/** Reads a text file of at most 1 MiB. */
export function readTextFile(file: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    const stat = statSync(file);
    // Reading from a pipe or a device might never end.
    if (!stat.isFile()) return refused(file, stat.isDirectory() ? 'is a folder' : 'is not a regular file');
    if (stat.size > MAX_BYTES) return refused(file, 'is larger than 1 MiB', 'a profile is a few kilobytes');
    const bytes = readFileSync(file);
    return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { problem: notUtf8(file, bytes) };
  } catch (error) {
    return refused(file, `cannot be read: ${reasonOf(error)}`, 'check the path and its permissions');
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
