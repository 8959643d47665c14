import { readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { kindOfPath, leadsOut, reasonOf } from 'kube-strict/ground/read-file.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';

/**
 * The profiles of a folder: `*.yaml` and `*.yml`, sorted by code unit, so that neither the locale nor the file system
 * decides their order. May be empty.
 *
 * @throws UserError when the folder cannot be read, or a link in it leads out of the folder above it
 */
export function findProfiles(folder: string): string[] {
  let files: string[];
  try {
    files = yamlFilesIn(folder);
  } catch (error) {
    const message = `cannot be read: ${reasonOf(error)}`;
    throw new UserError([{ file: folder, message, fix: whereElse(folder) }]);
  }
  // A profile may be a link to one elsewhere in the repository, in whose root the folder is.
  const repository = dirname(resolve(folder));
  const outside = files.filter((file) => leadsOut(repository, file));
  if (outside.length === 0) return files;
  const message = `leads out of ${repository}, through a symbolic link`;
  throw new UserError(outside.map((file) => ({ file, message, fix: 'put the profile itself there' })));
}

function yamlFilesIn(folder: string): string[] {
  // Hidden files are no profiles, as for `*.yaml` in a shell: editors and file managers leave some behind. Nor are folders.
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => kindOfPath(file) !== 'folder');
}

/** Where profiles are looked for when no folder is named. */
export const DEFAULT_FOLDER = 'profiles';

/** What has to be added to a command for it to use this folder; with a space before it. */
export function optionFor(folder: string): string {
  return folder === DEFAULT_FOLDER ? '' : ` --profiles ${folder}`;
}

/** How far up the root of the repository is looked for. */
const MOST_LEVELS = 8;

/** What helps who started the program in a folder below the root, or has the profiles elsewhere. */
function whereElse(folder: string): string {
  if (kindOfPath(folder) === 'file')
    return `give its folder, or the file by itself: coco-gitops synth ${folder}`;
  const ups = Array.from({ length: MOST_LEVELS }, (_, index) =>
    Array(index + 1)
      .fill('..')
      .join('/'),
  );
  const root = isAbsolute(folder) ? undefined : ups.find((up) => hasProfiles(join(up, folder)));
  return root === undefined
    ? `run it from the root of the repository, or name the folder of the profiles (--profiles FOLDER); "coco-gitops new profile NAME${optionFor(folder)}" makes the first`
    : `run it from the root of the repository: cd ${root}`;
}

function hasProfiles(folder: string): boolean {
  try {
    return yamlFilesIn(folder).length > 0;
  } catch {
    return false;
  }
}
