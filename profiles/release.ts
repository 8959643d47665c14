/** Major and minor. */
type Minor = readonly [number, number];

/**
 * What this version of the project renders for, and what it was tried with. All in one place: the versions that the
 * document (OpenShift sandboxed containers 1.12) was written for. Each operator's belongs to its default channel only:
 * another channel has other versions.
 */
export const RELEASE = {
  name: 'OpenShift sandboxed containers 1.12',
  minor: [1, 12] as Minor,
  /** Minor releases of OpenShift that the document names (Table 1.2). */
  openshift: [
    [4, 19],
    [4, 20],
    [4, 21],
  ] as readonly Minor[],
  firstVersions: {
    sandboxedContainers: { channel: 'stable', csv: 'sandboxed-containers-operator.v1.12.0' },
    intelDevicePlugins: { channel: 'stable', csv: 'intel-device-plugins-operator.v0.35.0' },
    gpu: { channel: 'v26.3', csv: 'gpu-operator-certified.v26.3.0' },
  },
} as const;
