import { execFileSync } from 'node:child_process';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, relative } from 'node:path';
import { onTestFinished } from 'vitest';

/** Everything that can stand somewhere and is neither a plain folder nor a plain file of its own, by name. */
export const ODD_ENTRIES: Readonly<Record<string, (path: string, outside: string) => void>> = {
  'a link to a folder': (path, outside) => symlinkSync(relative(dirname(path), outside), path),
  'an absolute link to a folder': (path, outside) => symlinkSync(outside, path),
  'a link to a folder by way of another link': (path, outside) => {
    symlinkSync(outside, `${path}-way`);
    symlinkSync(`${path}-way`, path);
  },
  'a link to a file': (path, outside) => symlinkSync(`${outside}/own.yaml`, path),
  'a link to a file with our header': (path, outside) => symlinkSync(`${outside}/tdx/a.yaml`, path),
  'a link to nothing': (path, outside) => symlinkSync(`${outside}/nothing`, path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a second name of a file': (path, outside) => linkSync(`${outside}/own.yaml`, path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a socket': (path) => {
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
  },
  'a file': (path) => writeFileSync(path, 'mine\n'),
};

/** What there is to know of everything below a folder, and of the folder: equal when nothing was touched. */
export function stateOf(path: string): string[] {
  const { ino, nlink, mode, uid, gid, size, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
  const stats = lstatSync(path);
  const content = stats.isSymbolicLink()
    ? readlinkSync(path)
    : stats.isFile()
      ? readFileSync(path, 'latin1')
      : '';
  const own = [path, ino, nlink, mode, uid, gid, size, mtimeNs, ctimeNs, content].join(' ');
  return stats.isDirectory()
    ? [own, ...readdirSync(path).flatMap((name) => stateOf(`${path}/${name}`))]
    : [own];
}

/** The state without what a second name of a file changes in its inode: their number, and when it changed. */
export function contentState(path: string): string[] {
  const stats = lstatSync(path);
  const own = stats.isSymbolicLink()
    ? readlinkSync(path)
    : stats.isFile()
      ? readFileSync(path, 'latin1')
      : '';
  const line = `${path} ${stats.ino} ${stats.mode} ${stats.mtimeMs} ${own}`;
  return stats.isDirectory()
    ? [line, ...readdirSync(path).flatMap((name) => contentState(`${path}/${name}`))]
    : [line];
}

/** A folder above a file. */
export function makeWay(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
}
