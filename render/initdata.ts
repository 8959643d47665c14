import { encodeInitdata, initdataToml } from '../constructs/initdata/initdata.ts';
import type { Profile } from '../profiles/profile.ts';

/** The initdata (TOML) that a profile gives each of its confidential pods. */
export function clusterInitdata({ initdata, trustee }: Pick<Profile, 'initdata' | 'trustee'>): string {
  return initdataToml({ ...initdata, kbsUrl: trustee.url, kbsCertificate: trustee.certificate });
}

/** The same, as the annotation of a pod holds it. */
export function clusterInitdataAnnotation(profile: Pick<Profile, 'initdata' | 'trustee'>): string {
  return encodeInitdata(clusterInitdata(profile));
}
