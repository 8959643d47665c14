import { basename, extname } from 'node:path';
import { findProfiles, loadProfiles } from '../profiles/load.ts';
import { nearest } from '../profiles/nearest.ts';
import type { Profile } from '../profiles/profile.ts';
import { UserError } from './user-error.ts';

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
  const files = findProfiles(folder);
  if (files.length === 0) {
    const fix = 'write one there, or name another folder with --profiles';
    throw new UserError([{ message: 'there is no profile (*.yaml) in this folder', file: folder, fix }]);
  }
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

function unknownProfile(name: string, known: readonly string[]) {
  const near = nearest(basename(name, extname(name)), known);
  return {
    message: `there is no profile "${name}"; there are: ${known.join(', ')}`,
    ...(near === undefined ? {} : { fix: `did you mean "${near}"?` }),
  };
}
