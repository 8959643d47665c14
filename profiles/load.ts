import { readdirSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { type Problem, UserError } from '../cli/user-error.ts';
import { type CheckedProfile, checkProfile } from './check.ts';
import type { Profile } from './profile.ts';
import { leadsOut, readTextFile, reasonOf } from './read-file.ts';

/**
 * The profiles of a folder: `*.yaml` and `*.yml`, sorted by code unit, so that neither the locale nor the file system
 * decides their order. May be empty.
 *
 * @throws UserError when the folder cannot be read, or a link in it leads out of the folder above it
 */
export function findProfiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const message = `cannot be read: ${reasonOf(error)}`;
    throw new UserError([{ file: folder, message, fix: 'give the folder that holds the profiles' }]);
  }
  // Hidden files are no profiles, as for `*.yaml` in a shell: editors and file managers leave some behind.
  const files = names
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
  // A profile may be a link to one elsewhere in the repository, in whose root the folder is.
  const repository = dirname(resolve(folder));
  const outside = files.filter((file) => leadsOut(repository, file));
  if (outside.length === 0) return files;
  const message = `leads out of ${repository}, through a symbolic link`;
  throw new UserError(outside.map((file) => ({ file, message, fix: 'put the profile itself there' })));
}

/**
 * Reads profiles.
 *
 * @returns them in the order of `files`; a file that is given twice counts once
 * @throws UserError with every problem of every file, by file and then by place
 */
export function loadProfiles(files: readonly string[]): Profile[] {
  const checked = [...new Set(files)].map(checkFile);
  const problems = checked.flatMap((one, index) => [
    ...one.problems,
    ...clashes(one, checked.slice(0, index)),
  ]);
  if (problems.length > 0) throw new UserError(problems);
  return checked.flatMap(({ profile }) => profile ?? []);
}

/**
 * Reads the text of one profile.
 *
 * @param file path for messages; its base name is the default name of the profile
 */
export function parseProfile(
  text: string,
  file: string,
): { readonly profile: Profile } | { readonly problems: readonly Problem[] } {
  const { profile, problems } = checkProfile(text, file);
  return profile === undefined ? { problems } : { profile };
}

function checkFile(file: string): CheckedProfile {
  const read = readTextFile(file);
  return 'text' in read ? checkProfile(read.text, file) : { file, problems: [read.problem] };
}

/** Two profiles of one name would be written to one folder. */
function clashes({ file, name }: CheckedProfile, earlier: readonly CheckedProfile[]): Problem[] {
  const twin = earlier.find((other) => withoutExtension(other.file) === withoutExtension(file));
  if (twin !== undefined) {
    const message = `has the same base name as ${twin.file}`;
    return [{ file, message, fix: 'rename or remove one of them' }];
  }
  const namesake = earlier.find((other) => name !== undefined && other.name?.text === name.text);
  if (name === undefined || namesake === undefined) return [];
  const { text, line, column } = name;
  const message = `${JSON.stringify(text)} is already the name of ${namesake.file}`;
  return [{ file, line, column, path: 'name', message, fix: 'give one of them another name' }];
}

function withoutExtension(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}
