import type { ParsedProfile } from '../schema/profile.ts';

/** The parts of a version that the schema has accepted. */
export function openshiftVersion({ openshift }: ParsedProfile): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = openshift.split('.').map(Number);
  return [major, minor, patch];
}

/** Whether a version is at least as new as another. */
export function isAtLeast(version: readonly number[], minimum: readonly number[]): boolean {
  const different = version.findIndex((part, index) => part !== minimum[index]);
  return different < 0 || (version[different] ?? 0) > (minimum[different] ?? 0);
}
