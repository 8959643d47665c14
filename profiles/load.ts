import { basename, extname, resolve } from 'node:path';
import { readTextFile } from 'kube-strict/ground/read-file.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { type CheckedProfile, checkProfile } from './check.ts';
import type { Profile } from './profile.ts';

/** A profile that was asked for, and is right. */
export type LoadedProfile = CheckedProfile & { readonly profile: Profile };

/**
 * Reads profiles. Those that are not wanted are read for their names only, which no two profiles may share.
 *
 * @returns the wanted ones in the order of `files`; a file that is given twice counts once
 * @throws UserError with every problem of every wanted file, by file and then by place
 */
export function loadWanted(
  files: readonly string[],
  wanted: (checked: CheckedProfile) => boolean,
): LoadedProfile[] {
  const byPath = new Map([...files].reverse().map((file) => [resolve(file), file]));
  const checked = [...byPath.values()].reverse().map(checkFile);
  const chosen = new Set(checked.filter(wanted));
  const problems = checked.flatMap((one, index) => [
    ...(chosen.has(one) ? one.problems : []),
    ...clashes(one, checked.slice(0, index), chosen),
  ]);
  if (problems.length > 0) throw new UserError(problems);
  return [...chosen].filter((one): one is LoadedProfile => one.profile !== undefined);
}

/** Reads profiles, all of which are wanted: see {@link loadWanted}. */
export function loadProfiles(files: readonly string[]): readonly Profile[] {
  return loadWanted(files, () => true).map(({ profile }) => profile);
}

/** Names of the profiles in files, as far as they can be known. */
export function namesOf(files: readonly string[]): string[] {
  return files.map(checkFile).map(nameOf);
}

/** The name of a profile; that of its file when it cannot be read. */
export function nameOf({ name, file }: CheckedProfile): string {
  return name?.text ?? basename(file, extname(file));
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
  return 'text' in read ? checkProfile(read.text, file) : { file, problems: [read.problem], notes: [] };
}

/** Two profiles of one name would be written to one folder. */
function clashes(
  one: CheckedProfile,
  earlier: readonly CheckedProfile[],
  chosen: ReadonlySet<CheckedProfile>,
): Problem[] {
  const { file, name } = one;
  const concerned = chosen.has(one) ? earlier : earlier.filter((other) => chosen.has(other));
  const twin = concerned.find((other) => withoutExtension(other.file) === withoutExtension(file));
  if (twin !== undefined) {
    const message = `has the same base name as ${twin.file}`;
    return [{ file, message, fix: 'rename or remove one of them' }];
  }
  const namesake = concerned.find((other) => name !== undefined && other.name?.text === name.text);
  if (name === undefined || namesake === undefined) return [];
  const { text, line, column } = name;
  const message = `${JSON.stringify(text)} is already the name of ${namesake.file}`;
  return [{ file, line, column, path: 'name', message, fix: 'give one of them another name' }];
}

function withoutExtension(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}
