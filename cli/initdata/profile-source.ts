import { nearest } from 'kube-strict/ground/nearest.ts';
import { kindOfPath } from 'kube-strict/ground/read-file.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { findProfiles } from '../../profiles/find.ts';
import { namesOf } from '../../profiles/load.ts';
import { profileInitdata } from './profile-initdata.ts';
import type { Source } from './source.ts';

/** The initdata that a profile gives its pods. */
export function profileSource(nameOrFile: string, folder: string): Source {
  const { toml } = profileInitdata(nameOrFile, folder);
  const bytes = INITDATA_ANNOTATION.length + encodeInitdata(toml).length;
  return { file: `profile ${nameOrFile}`, toml, bytes };
}

/**
 * Whether an argument that is no file is the name of a profile.
 *
 * @throws UserError when it is neither
 */
export function isProfileName(argument: string, folder: string): boolean {
  if (kindOfPath(argument) !== undefined || !/^[a-z0-9-]{1,63}$/.test(argument)) return false;
  const known = kindOfPath(folder) === 'folder' ? namesOf(findProfiles(folder)) : [];
  if (known.includes(argument)) return true;
  const near = nearest(argument, known);
  const message = 'there is neither a file nor a profile of this name';
  const profiles =
    known.length === 0 ? `there are no profiles in ${folder}` : `there are ${known.join(', ')}`;
  const fix = near === undefined ? `name a file, or a profile: ${profiles}` : `did you mean "${near}"?`;
  throw new UserError([{ file: argument, message, fix }]);
}
