import { basename, extname } from 'node:path';
import { findProfiles, loadProfiles } from '../profiles/load.ts';
import { nearest } from '../profiles/nearest.ts';
import type { Profile } from '../profiles/profile.ts';
import { kindOfPath } from '../profiles/read-file.ts';
import { type Problem, UserError } from './user-error.ts';

export interface Chosen {
  readonly profiles: readonly Profile[];
  /** The file of each profile, by its name, as it is named in headers. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * The profiles of these names, or all of them. Every profile of the folder is read, so that a name that two of them have
 * is seen whichever is asked for.
 *
 * @throws UserError when one is wrong, or there is none of a name
 */
export function chooseProfiles(names: readonly string[], folder: string): Chosen {
  const files = profilesIn(folder);
  const all = loadProfiles(files);
  // Only the base name: a header must not change with the folder from which the program is run.
  const sources = new Map(
    all.map((profile, index) => [profile.name, `profiles/${basename(files[index] ?? '')}`]),
  );
  const unknown = names.filter((name) => !sources.has(name));
  if (unknown.length > 0)
    throw new UserError(unknown.map((name) => unknownProfile(name, [...sources.keys()])));
  return { profiles: names.length === 0 ? all : all.filter(({ name }) => names.includes(name)), sources };
}

/**
 * The profile of this name, or in this file.
 *
 * @throws UserError when there is none, or it is wrong
 */
export function chooseProfile(nameOrFile: string, folder: string): Profile {
  const [profile] = isProfileFile(nameOrFile)
    ? loadProfiles([nameOrFile])
    : chooseProfiles([nameOrFile], folder).profiles;
  if (profile === undefined) throw new Error(`profile ${nameOrFile} was found, and is not there`);
  return profile;
}

/** Whether it is the file of a profile and not its name, which has neither a slash nor a full stop. */
export function isProfileFile(nameOrFile: string): boolean {
  return nameOrFile.includes('/') || (/[\\.]/.test(nameOrFile) && kindOfPath(nameOrFile) !== undefined);
}

/**
 * The files of the profiles in a folder.
 *
 * @throws UserError when there is none
 */
export function profilesIn(folder: string): string[] {
  const files = findProfiles(folder);
  if (files.length > 0) return files;
  const fix = 'write one there, or name another folder with --profiles';
  throw new UserError([{ message: 'there is no profile (*.yaml) in this folder', file: folder, fix }]);
}

export function unknownProfile(name: string, known: readonly string[]): Problem {
  const near = nearest(basename(name, extname(name)), known);
  return {
    message: `there is no profile "${name}"; there are: ${known.join(', ')}`,
    fix: near === undefined ? 'name one of them' : `did you mean "${near}"?`,
  };
}
