import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

describe('the version of OpenShift', () => {
  it.each(['4.19.28', '4.19.100', '4.20.18', '4.21.9', '4.22.0', '4.100.0', '5.0.0'])(
    'may be %s',
    (openshift) => {
      expect(problemsIn(profileText({ openshift }))).toEqual([]);
    },
  );

  it.each([
    ['3.99.99', '4.19.28', '1.1'],
    ['4.9.99', '4.19.28', '1.1'],
    ['4.18.40', '4.19.28', '1.1'],
    ['4.19.27', '4.19.28', '1.2'],
    ['4.20.17', '4.20.18', '1.2'],
    ['4.21.8', '4.21.9', '1.2'],
  ])('may not be %s', (openshift, oldest, table) => {
    expect(problemsIn(profileText({ openshift }))).toEqual([
      `p.yaml:3:12: openshift: expected at least ${oldest} (OpenShift sandboxed containers 1.12, Table ${table}), found ${openshift}\n  fix: update the cluster to ${oldest} or later, then write its version here`,
    ]);
  });

  it.each(['4.19.28', '4.20.18', '4.21.8'])('may not be %s with GPUs', (openshift) => {
    expect(problemsIn(profileText({ openshift, gpu: 'nvidia' }))).toEqual([
      `p.yaml:3:12: openshift: expected at least 4.21.9 with GPUs (OpenShift sandboxed containers 1.12, Table 1.1), found ${openshift}\n  fix: update the cluster to 4.21.9 or later, then write its version here`,
    ]);
  });
});

describe('the GPU operator', () => {
  const missing = (line: number, column: number, openshift: string) =>
    `p.yaml:${line}:${column}: operators.gpu.startingCSV: gpu-operator-certified.v26.3.0 is made for OpenShift 4.14 to 4.21, and the catalog of ${openshift} does not have it\n  fix: set startingCSV, and channel if need be, to a later version; "oc describe packagemanifest gpu-operator-certified" lists them`;

  it('is not installed by default from a catalog that does not have the default version', () => {
    expect(problemsIn(profileText({ gpu: 'nvidia', openshift: '4.22.0' }))).toEqual([
      missing(1, 1, '4.22.0'),
    ]);
    expect(problemsIn(profileText({ openshift: '4.22.0' }))).toEqual([]);
  });

  it('is not installed from there by its written version either, but by a later one', () => {
    const operators = '{ gpu: { startingCSV: gpu-operator-certified.v26.3.0 } }';
    expect(problemsIn(profileText({ gpu: 'nvidia', openshift: '5.0.0', operators }))).toEqual([
      missing(8, 34, '5.0.0'),
    ]);
    const later = operators.replace('26.3.0', '26.3.3');
    expect(problemsIn(profileText({ gpu: 'nvidia', openshift: '4.22.0', operators: later }))).toEqual([]);
    const channel = '{ gpu: { channel: v26.7 } }';
    expect(problemsIn(profileText({ gpu: 'nvidia', openshift: '4.22.0', operators: channel }))).toEqual([]);
  });

  it.each([
    ['v25.10', 'earlier releases cannot run Kata'],
    ['v26.2', 'earlier releases cannot run Kata'],
    ['stable', 'other channels move from release to release'],
    ['v26', 'other channels move from release to release'],
    ['26.3', 'other channels move from release to release'],
  ])('does not follow channel %s', (channel, reason) => {
    const operators = `{ gpu: { channel: "${channel}" } }`;
    expect(problemsIn(profileText({ gpu: 'nvidia', operators }))).toEqual([
      `p.yaml:8:30: operators.gpu.channel: expected a channel vMAJOR.MINOR from v26.3 on (${reason}), found "${channel}"\n  fix: write v26.3, or leave it out`,
    ]);
  });

  it.each(['v26.3', 'v26.7', 'v26.10', 'v27.1'])('follows channel %s', (channel) => {
    expect(problemsIn(profileText({ gpu: 'nvidia', operators: `{ gpu: { channel: ${channel} } }` }))).toEqual(
      [],
    );
  });

  it.each(['gpu-operator-certified.v26.30.0', 'gpu-operator-certified.v26.7.1'])(
    'does not start channel v26.3 with %s',
    (startingCSV) => {
      expect(
        problemsIn(profileText({ gpu: 'nvidia', operators: `{ gpu: { startingCSV: ${startingCSV} } }` })),
      ).toEqual([
        `p.yaml:8:34: operators.gpu.startingCSV: expected a version of channel v26.3, found "${startingCSV}"\n  fix: write gpu-operator-certified.v26.3.<patch>, or the channel of that version`,
      ]);
    },
  );
});

describe('deploymentMode DaemonSet', () => {
  const sandboxedContainers = '{ deploymentMode: DaemonSet }';

  it.each([
    ['tee tdx', { tee: 'tdx', pccs: '{ node: a }' }, '8:40'],
    ['gpu nvidia', { gpu: 'nvidia' }, '8:40'],
    ['tee tdx and gpu nvidia', { tee: 'tdx', gpu: 'nvidia', pccs: '{ node: a }' }, '9:40'],
  ])(
    'does not go with %s on worker nodes, whose MachineConfigs no node would get',
    (makers, changes, place) => {
      expect(problemsIn(profileText({ ...changes, sandboxedContainers }))).toEqual([
        `p.yaml:${place}: sandboxedContainers.deploymentMode: DaemonSet does not go with ${makers}, which needs a MachineConfig: that mode makes no pool kata-oc, so it would never reach a node\n  fix: write MachineConfig, or leave it out`,
      ]);
    },
  );

  it('does not go with it on control plane nodes, where the rollout waits for the MachineConfig of the operator', () => {
    const changes = { tee: 'tdx', topology: 'single-node', nodes: undefined, sandboxedContainers };
    expect(problemsIn(profileText(changes))).toEqual([
      'p.yaml:6:40: sandboxedContainers.deploymentMode: DaemonSet does not go with tee tdx, which needs a MachineConfig: that mode makes no MachineConfig of the operator, with which it is rolled out\n  fix: write MachineConfig, or leave it out',
    ]);
  });

  it('goes with a profile that makes no MachineConfig, and the other modes go with all', () => {
    expect(problemsIn(profileText({ sandboxedContainers }))).toEqual([]);
    for (const mode of ['MachineConfig', 'DaemonSetFallback']) {
      expect(
        problemsIn(profileText({ gpu: 'nvidia', sandboxedContainers: `{ deploymentMode: ${mode} }` })),
      ).toEqual([]);
    }
  });
});

describe('the version of an operator', () => {
  const refused = (operators: string, changes: Record<string, string> = {}) =>
    problemsIn(profileText({ ...changes, operators })).map((problem) => problem.replace(/^\S+ /, ''));

  it.each([
    ['sandboxedContainers', 'nfd.v4.21', 'sandboxed-containers-operator', 'oc get packagemanifest'],
    [
      'sandboxedContainers',
      '1.12.1',
      'sandboxed-containers-operator',
      'write sandboxed-containers-operator.v1.12.1',
    ],
    [
      'sandboxedContainers',
      'v1.12.1',
      'sandboxed-containers-operator',
      'write sandboxed-containers-operator.v1.12.1',
    ],
    [
      'sandboxedContainers',
      'sandboxed-containers-operator.v1.12',
      'sandboxed-containers-operator',
      'oc get packagemanifest',
    ],
    [
      'sandboxedContainers',
      'sandboxed-containers-operator',
      'sandboxed-containers-operator',
      'oc get packagemanifest',
    ],
    ['nodeFeatureDiscovery', 'nfd.v4.21', 'nfd', 'oc get packagemanifest nfd '],
    ['nodeFeatureDiscovery', '4.21.0', 'nfd', 'write nfd.4.21.0'],
    ['intelDevicePlugins', 'nfd.4.21.0', 'intel-device-plugins-operator', 'oc get packagemanifest'],
    ['gpu', 'gpu-operator.v26.3.1', 'gpu-operator-certified', 'oc get packagemanifest'],
  ])('of %s is not %s', (operator, startingCSV, packageName, fix) => {
    const changes = { tee: 'tdx', gpu: 'nvidia', pccs: '{ node: a }' };
    const problems = refused(`{ ${operator}: { startingCSV: ${startingCSV} } }`, changes);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `operators.${operator}.startingCSV: expected a whole version of package ${packageName}, such as`,
    );
    expect(problems[0]).toContain(`\n  fix: ${fix}`);
  });

  it.each(['1.11.0', '1.11.9', '0.99.0'])('of the sandboxed containers operator is not %s', (version) => {
    expect(
      refused(`{ sandboxedContainers: { startingCSV: sandboxed-containers-operator.v${version} } }`),
    ).toEqual([
      `operators.sandboxedContainers.startingCSV: expected a version of OpenShift sandboxed containers 1.12 or later, for which all of this is made, found "sandboxed-containers-operator.v${version}"\n  fix: write sandboxed-containers-operator.v1.12.0, or leave it out`,
    ]);
  });

  it('is of the channel, where that names a release', () => {
    expect(
      refused('{ nodeFeatureDiscovery: { channel: "4.21", startingCSV: nfd.v4.20.0-202603101234 } }'),
    ).toEqual([
      'operators.nodeFeatureDiscovery.startingCSV: expected a version of channel 4.21, found "nfd.v4.20.0-202603101234"\n  fix: write nfd.v4.21.<patch>, or the channel of that version',
    ]);
  });

  it.each([
    ['sandboxedContainers', 'sandboxed-containers-operator.v1.12.1'],
    ['sandboxedContainers', 'sandboxed-containers-operator.v1.13.0'],
    ['nodeFeatureDiscovery', 'nfd.4.21.0-202603101234'],
    ['nodeFeatureDiscovery', 'nfd.v4.19.0'],
  ])('of %s may be %s', (operator, startingCSV) => {
    expect(refused(`{ ${operator}: { startingCSV: ${startingCSV} } }`)).toEqual([]);
  });

  it('of an operator that the cluster does not have is not judged', () => {
    expect(refused('{ gpu: { startingCSV: x } }')).toEqual([
      expect.stringContaining('has no effect without'),
    ]);
  });
});
