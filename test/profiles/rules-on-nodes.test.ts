import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

describe('the nodes', () => {
  it('have to be counted where there are workers', () => {
    const problem =
      'nodes.expected: missing, and topology multi-node does not tell how many nodes run confidential pods\n  fix: add "expected: 3" (your number of nodes) below "nodes:"';
    expect(problemsIn(profileText({ nodes: undefined }))).toEqual([`p.yaml:1:1: ${problem}`]);
    expect(problemsIn(profileText({ nodes: '{}' }))).toEqual([`p.yaml:4:1: ${problem}`]);
  });

  it.each([
    ['compact', 3],
    ['single-node', 1],
  ])('are known for topology %s: %i', (topology, count) => {
    expect(problemsIn(profileText({ topology, nodes: undefined }))).toEqual([]);
    expect(problemsIn(profileText({ topology, nodes: `{ expected: ${count} }` }))).toEqual([]);
    expect(problemsIn(profileText({ topology, nodes: '{ expected: 2 }' }))).toEqual([
      `p.yaml:4:20: nodes.expected: expected ${count} with topology ${topology}, found 2\n  fix: write ${count}, leave it out, or change the topology`,
    ]);
  });

  it.each(['compact', 'single-node'])('cannot be selected with topology %s', (topology) => {
    const nodes = '{ selector: { example.com/pool: a } }';
    expect(problemsIn(profileText({ topology, nodes }))).toEqual([
      `p.yaml:4:20: nodes.selector: has no effect with topology ${topology}: the operator then uses every control plane node\n  fix: remove it`,
    ]);
  });

  it('can be selected among workers', () => {
    expect(problemsIn(profileText({ nodes: '{ expected: 2, selector: { example.com/pool: a } }' }))).toEqual(
      [],
    );
  });
});

describe('the labels that select nodes', () => {
  const key =
    'expected as a key at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, if need be after a DNS subdomain and "/"';
  const value =
    'expected as the value of a label at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or nothing';
  const fix = 'fix: write a label that the nodes have; "oc get nodes --show-labels" lists them';

  it.each([
    ['{ "bad key": a }', `4:46: nodes.selector["bad key"]: ${key}`],
    ['{ Example.com/pool: a }', `4:53: nodes.selector["Example.com/pool"]: ${key}`],
    ['{ pool: two words }', `4:41: nodes.selector.pool: ${value}; found "two words"`],
    [`{ pool: ${'a'.repeat(64)} }`, `4:41: nodes.selector.pool: ${value}; found "${'a'.repeat(60)}…"`],
  ])('have to be labels: %s', (selector, problem) => {
    expect(problemsIn(profileText({ nodes: `{ expected: 3, selector: ${selector} }` }))).toEqual([
      `p.yaml:${problem}\n  ${fix}`,
    ]);
  });

  it('may have no prefix and no value', () => {
    const selector = '{ node-role.kubernetes.io/worker: "", pool: A_b.c-9 }';
    expect(problemsIn(profileText({ nodes: `{ expected: 3, selector: ${selector} }` }))).toEqual([]);
  });
});

describe('manual approval', () => {
  it('needs a version where none is known', () => {
    const operators =
      '{ nodeFeatureDiscovery: { approval: Manual }, sandboxedContainers: { approval: Manual, channel: candidate } }';
    expect(problemsIn(profileText({ operators }))).toEqual([
      'p.yaml:7:14: operators.nodeFeatureDiscovery.startingCSV: missing, and approval is Manual, which holds a version that has to be named\n  fix: add "startingCSV:" with a version (oc get packagemanifest nfd -n openshift-marketplace -o jsonpath=\'{.status.channels[?(@.name=="stable")].currentCSV}\' prints the newest of channel stable), or write "approval: Automatic"',
      'p.yaml:7:58: operators.sandboxedContainers.startingCSV: missing, and approval is Manual, which holds a version that has to be named\n  fix: add "startingCSV:" with a version (oc get packagemanifest sandboxed-containers-operator -n openshift-marketplace -o jsonpath=\'{.status.channels[?(@.name=="candidate")].currentCSV}\' prints the newest of channel candidate), or write "approval: Automatic"',
    ]);
  });

  it('takes the version that is written, or the default one of the default channel', () => {
    const operators =
      '{ nodeFeatureDiscovery: { approval: Manual, startingCSV: nfd.4.21.0 }, sandboxedContainers: { approval: Manual } }';
    expect(problemsIn(profileText({ operators }))).toEqual([]);
  });
});

describe('settings without effect', () => {
  it('are refused with SEV-SNP and without GPUs', () => {
    const text = profileText({
      pccs: '{ node: a }',
      operators: '{ intelDevicePlugins: {}, gpu: { approval: Manual } }',
    });
    expect(problemsIn(text)).toEqual([
      'p.yaml:7:7: pccs: has no effect without "tee: tdx"\n  fix: remove it, or write "tee: tdx"',
      'p.yaml:8:34: operators.intelDevicePlugins: has no effect without "tee: tdx"\n  fix: remove it, or write "tee: tdx"',
      'p.yaml:8:43: operators.gpu: has no effect without "gpu: nvidia"\n  fix: remove it, or write "gpu: nvidia"',
    ]);
  });

  it('are those that are written, not those that have a default', () => {
    expect(problemsIn(profileText())).toEqual([]);
    const text = profileText({
      tee: 'tdx',
      gpu: 'nvidia',
      pccs: '{ node: a }',
      operators: '{ intelDevicePlugins: {}, gpu: {} }',
    });
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('the database of PCCS', () => {
  const problem =
    'pccs.node: missing, and storage is host-path: the database is on one node, and stays behind when the pod moves to another\n  fix: add "node:" with the kubernetes.io/hostname of a node below "pccs:", or use storage of type persistent-volume-claim';

  it('needs a node of its own where there are several', () => {
    expect(problemsIn(profileText({ tee: 'tdx' }))).toEqual([`p.yaml:1:1: ${problem}`]);
    const compact = profileText({
      tee: 'tdx',
      topology: 'compact',
      nodes: undefined,
      pccs: '{ storage: { type: host-path } }',
    });
    expect(problemsIn(compact)).toEqual([`p.yaml:6:1: ${problem}`]);
  });

  it('needs none on a single node, nor in a volume', () => {
    expect(problemsIn(profileText({ tee: 'tdx', topology: 'single-node', nodes: undefined }))).toEqual([]);
    expect(
      problemsIn(profileText({ tee: 'tdx', pccs: '{ storage: { type: persistent-volume-claim } }' })),
    ).toEqual([]);
  });
});

describe('the kernel arguments of the IOMMU', () => {
  const gpus = { gpu: 'nvidia', openshift: '4.21.9' };
  const nodes = (value: boolean) => `{ expected: 3, iommuKernelArguments: ${value} }`;

  it('can be left out with SEV-SNP, and in no case with TDX', () => {
    expect(problemsIn(profileText({ ...gpus, nodes: nodes(false) }))).toEqual([]);
    expect(problemsIn(profileText({ ...gpus, nodes: nodes(true) }))).toEqual([]);
    const tdx = { ...gpus, tee: 'tdx', pccs: '{ node: cp-0 }' };
    expect(problemsIn(profileText({ ...tdx, nodes: nodes(true) }))).toEqual([]);
    expect(problemsIn(profileText({ ...tdx, nodes: nodes(false) }))).toEqual([
      expect.stringMatching(/nodes\.iommuKernelArguments: false with tee tdx: .*\n {2}fix: remove it$/),
    ]);
  });

  it('have no effect without GPUs', () => {
    for (const value of [true, false]) {
      expect(problemsIn(profileText({ nodes: nodes(value) }))).toEqual([
        expect.stringMatching(/nodes\.iommuKernelArguments: has no effect without "gpu: nvidia"/),
      ]);
    }
  });

  it('keep mode DaemonSet away, as every MachineConfig does', () => {
    const sandboxedContainers = '{ deploymentMode: DaemonSet }';
    expect(problemsIn(profileText({ ...gpus, sandboxedContainers, nodes: nodes(true) }))).toHaveLength(1);
    expect(problemsIn(profileText({ ...gpus, sandboxedContainers, nodes: nodes(false) }))).toEqual([]);
  });
});
