import type { Tee } from '../../initdata/digest.ts';
import { clusterInitdata } from '../../render/initdata.ts';
import { chooseProfile } from '../choose-profiles.ts';

/**
 * The initdata of a profile, by its name or its file.
 *
 * @throws UserError when there is none, or a profile that was read is wrong
 */
export function profileInitdata(
  nameOrFile: string,
  folder: string,
): { readonly toml: string; readonly tee: Tee } {
  const profile = chooseProfile(nameOrFile, folder);
  return { toml: clusterInitdata(profile), tee: profile.tee };
}
