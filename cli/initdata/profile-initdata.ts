import type { Tee } from '../../initdata/digest.ts';
import { clusterInitdata } from '../../render/initdata.ts';
import { chooseProfiles } from '../choose-profiles.ts';

/**
 * The initdata of a profile.
 *
 * @throws UserError when there is none of this name, or a profile of the folder is wrong
 */
export function profileInitdata(name: string, folder: string): { readonly toml: string; readonly tee: Tee } {
  const [profile] = chooseProfiles([name], folder).profiles;
  if (profile === undefined) throw new Error(`profile ${name} was found, and is not there`);
  return { toml: clusterInitdata(profile), tee: profile.tee };
}
