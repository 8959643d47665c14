import { basename, extname, resolve } from 'node:path';
import { nearest } from 'kube-strict/ground/nearest.ts';
import { kindOfPath } from 'kube-strict/ground/read-file.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import type { CheckedProfile } from '../profiles/check.ts';
import { findProfiles, optionFor } from '../profiles/find.ts';
import { type LoadedProfile, loadProfiles, loadWanted, nameOf, namesOf } from '../profiles/load.ts';
import type { Profile } from '../profiles/profile.ts';

/**
 * The profiles of these names or in these files, or all of the folder. Every profile of the folder is read, so that a
 * name that two of them have is seen whichever is asked for; what else is wrong with those not asked for does not count.
 *
 * @throws UserError when one that was asked for is wrong, or there is none
 */
export function chooseProfiles(namesOrFiles: readonly string[], folder: string): LoadedProfile[] {
  const files = namesOrFiles.filter(isProfileFile);
  const names = new Set(namesOrFiles.filter((one) => !files.includes(one)));
  const all = [...(names.size === 0 && files.length > 0 ? neighbours(folder) : profilesIn(folder)), ...files];
  const paths = new Set(files.map((file) => resolve(file)));
  const found = new Set<string>();
  const isWanted = (checked: CheckedProfile) => {
    const name = nameOf(checked);
    if (names.has(name)) found.add(name);
    return namesOrFiles.length === 0 || names.has(name) || paths.has(resolve(checked.file));
  };
  const loaded = loadWanted(all, isWanted);
  const unknown = [...names].filter((name) => !found.has(name));
  if (unknown.length > 0) throw new UserError(unknown.map((name) => unknownProfile(name, namesOf(all))));
  return loaded;
}

/** For whom a file was given the folder need not be there. */
function neighbours(folder: string): string[] {
  return kindOfPath(folder) === 'folder' ? findProfiles(folder) : [];
}

/**
 * The profile of this name, or in this file.
 *
 * @throws UserError when there is none, or it is wrong
 */
export function chooseProfile(nameOrFile: string, folder: string): Profile {
  const [profile] = isProfileFile(nameOrFile)
    ? loadProfiles([nameOrFile])
    : chooseProfiles([nameOrFile], folder).map((chosen) => chosen.profile);
  if (profile === undefined) throw new Error(`profile ${nameOrFile} was found, and is not there`);
  return profile;
}

/** Whether it is the file of a profile and not its name, which has neither a slash nor a full stop. A folder is neither. */
export function isProfileFile(nameOrFile: string): boolean {
  if (kindOfPath(nameOrFile) === 'folder') return false;
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
  const fix = `write one there ("coco-gitops new profile NAME${optionFor(folder)}" does), or name another folder with --profiles`;
  throw new UserError([{ message: 'there is no profile (*.yaml) in this folder', file: folder, fix }]);
}

export function unknownProfile(name: string, known: readonly string[]): Problem {
  if (kindOfPath(name) === 'folder') {
    const stem = basename(name);
    const fix = known.includes(stem)
      ? `did you mean "${stem}"?`
      : `for all of its profiles: --profiles ${name}`;
    return { file: name, message: 'is a folder, and no profile', fix };
  }
  const near = nearest(basename(name, extname(name)), known);
  return {
    message: `there is no profile "${name}"; there are: ${known.join(', ')}`,
    fix: near === undefined ? 'name one of them' : `did you mean "${near}"?`,
  };
}
