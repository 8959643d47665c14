import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { FileTree } from '../tree.ts';
import { foldersOf, type Plan } from './plan.ts';
import { type Entry, isSame, OutputChanged, type Snapshot } from './snapshot.ts';
import { errorCode } from './system-error.ts';

/** For what we create, whatever the umask, so that Git sees the same modes from everyone. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
const MODE_BITS = 0o7777n;

/** No hard link: another device, a file of someone else's (protected_hardlinks), too many links, or none on this file system. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Makes the folder `fresh` what `output` has to become: what stays is linked, so that its bytes, times and owner are
 * the same, and the rest written.
 * @throws OutputChanged when `output` is no longer as the snapshot says
 */
export function buildFolder(
  output: string,
  fresh: string,
  snapshot: Snapshot,
  plan: Plan,
  tree: FileTree,
): void {
  checkWritable(output, snapshot);
  makeFolder(fresh);
  const folders = plan.carried.filter(({ stats }) => stats.isDirectory());
  for (const { path } of folders) makeFolder(`${fresh}/${path}`);
  for (const entry of plan.carried) if (!entry.stats.isDirectory()) carry(output, fresh, entry);
  const made = new Set(folders.map(({ path }) => path));
  for (const path of plan.written) {
    for (const folder of foldersOf(path)) {
      if (!made.has(folder)) makeFolder(`${fresh}/${folder}`);
      made.add(folder);
    }
    writeFile(`${fresh}/${path}`, tree.get(path) ?? '');
  }
  // Last, and the innermost first: a folder may have a mode that keeps us out of it.
  for (const entry of folders.reverse()) dressLike(`${fresh}/${entry.path}`, entry.stats);
  if (snapshot.root !== undefined) dressLike(fresh, snapshot.root);
}

/** Whoever may not empty a folder must not replace it: the former one would stay beside the output for ever. */
function checkWritable(output: string, { root, entries }: Snapshot): void {
  if (root !== undefined) accessSync(output, constants.W_OK);
  for (const { path, stats } of entries.values()) {
    if (stats.isDirectory()) accessSync(`${output}/${path}`, constants.W_OK);
  }
}

function makeFolder(path: string): void {
  mkdirSync(path);
  chmodSync(path, FOLDER_MODE);
}

function writeFile(path: string, text: string): void {
  // Exclusive: what is linked here shares its bytes with the output that is still in use.
  writeFileSync(path, text, { flag: 'wx' });
  chmodSync(path, FILE_MODE);
}

/** Gives a new folder the owner and the mode of the one it replaces. */
function dressLike(path: string, { uid, gid, mode }: Pick<Entry['stats'], 'uid' | 'gid' | 'mode'>): void {
  const now = lstatSync(path, { bigint: true });
  if (now.uid !== uid || now.gid !== gid) {
    try {
      chownSync(path, Number(uid), Number(gid));
    } catch (error) {
      // Only root may give a folder away; it is then of the one who writes.
      if (errorCode(error) !== 'EPERM') throw error;
    }
  }
  chmodSync(path, Number(mode & MODE_BITS));
}

function carry(output: string, fresh: string, { path, stats }: Entry): void {
  const from = `${output}/${path}`;
  const to = `${fresh}/${path}`;
  if (stats.isSymbolicLink()) {
    // link(2) follows symbolic links on some systems.
    symlinkSync(readlinkSync(from), to);
    lutimesSync(to, Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000);
    return;
  }
  let copied = false;
  try {
    linkSync(from, to);
  } catch (error) {
    if (!stats.isFile() || !NO_LINK.has(errorCode(error) ?? '')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    utimesSync(to, Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000);
    chmodSync(to, Number(stats.mode & MODE_BITS));
    copied = true;
  }
  // Another run may have put its own folder in place of the one that the plan was made for.
  const now = lstatSync(copied ? from : to, { bigint: true, throwIfNoEntry: false });
  if (now === undefined || !isSame(now, stats) || now.size !== stats.size) throw new OutputChanged(path);
}
