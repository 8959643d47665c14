import type { Profile } from '../profile.ts';

/** The operators that a cluster of this kind has. */
export function usedOperators({ tee, gpu }: Pick<Profile, 'tee' | 'gpu'>): (keyof Profile['operators'])[] {
  return [
    'nodeFeatureDiscovery',
    'sandboxedContainers',
    ...(tee === 'tdx' ? (['intelDevicePlugins'] as const) : []),
    ...(gpu === 'nvidia' ? (['gpu'] as const) : []),
  ];
}
