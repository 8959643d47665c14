import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

function workload(settings: string): string {
  return `{ ${settings}, image: "${IMAGE}" }`;
}

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

  it.each(['gpu-operator-certified.v26.30.0', 'gpu-operator-certified.v26.7.1', 'gpu-operator.v26.3.1'])(
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
      'p.yaml:7:14: operators.nodeFeatureDiscovery.startingCSV: missing, and approval is Manual, which holds a version that has to be named\n  fix: add "startingCSV:" with a version of channel stable, or write "approval: Automatic"',
      'p.yaml:7:58: operators.sandboxedContainers.startingCSV: missing, and approval is Manual, which holds a version that has to be named\n  fix: add "startingCSV:" with a version of channel candidate, or write "approval: Automatic"',
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

describe('workloads', () => {
  it('have what their kind has, and nothing else', () => {
    const volume = `encryptedVolume: { size: 1Gi, mountPath: /data, passphrase: "kbs:///a/b/c", image: "${IMAGE}" }`;
    const refused = [
      'replicas: 2',
      'kind: Job, replicas: 2',
      'kind: Job, schedule: "0 3 * * *"',
      'kind: CronJob',
      volume,
      `kind: Deployment, replicas: 2, command: [x], ${volume}`,
    ];
    expect(
      refused.flatMap((one) => problemsIn(profileText({ workloads: `[${workload(`name: a, ${one}`)}]` }))),
    ).toEqual([
      expect.stringContaining(
        'workloads[0].replicas: has no effect on a Pod\n  fix: remove it, or write "kind: Deployment"',
      ),
      expect.stringContaining('workloads[0].replicas: has no effect on a Job'),
      expect.stringContaining(
        'workloads[0].schedule: has no effect on a Job\n  fix: remove it, or write "kind: CronJob"',
      ),
      expect.stringContaining('workloads[0].kind: a CronJob needs a schedule'),
      expect.stringContaining('workloads[0].encryptedVolume: needs a command'),
      expect.stringContaining('workloads[0].replicas: the pods of a Deployment share one volume'),
    ]);
    const accepted = [
      'kind: Deployment, replicas: 2',
      'kind: CronJob, schedule: "0 3 * * *"',
      `command: [x], ${volume}`,
      `kind: StatefulSet, replicas: 2, command: [x], ${volume}`,
    ];
    expect(
      accepted.flatMap((one) => problemsIn(profileText({ workloads: `[${workload(`name: a, ${one}`)}]` }))),
    ).toEqual([]);
  });

  it('need names that are unique in their namespace', () => {
    const items = ['name: a', 'name: a, namespace: b', 'name: a'].map(
      (settings) => `\n  - ${workload(settings)}`,
    );
    expect(problemsIn(profileText({ workloads: items.join('') }))).toEqual([
      'p.yaml:10:13: workloads[2].name: workloads[0] is already called a in namespace confidential-workloads\n  fix: give one of them another name or namespace',
    ]);
  });

  it.each([
    ['openshift-nfd', 'OpenShift'],
    ['openshift', 'OpenShift'],
    ['kube-system', 'Kubernetes'],
    ['default', 'Kubernetes'],
    ['nvidia-gpu-operator', 'the GPU operator'],
    ['intel-dcap', 'the attestation services of Intel TDX'],
    ['coco-gitops', 'the gates of the rollout'],
    ['argo', 'Argo CD'],
    ['sync', 'Flux'],
  ])('may not be in namespace %s', (namespace, owner) => {
    const text = profileText({
      gitops:
        '{ repository: https://git.example.com/a.git, argocd: { namespace: argo }, flux: { namespace: sync } }',
      workloads: `\n  - ${workload('name: a')}\n  - name: b\n    namespace: ${namespace}\n    image: ${IMAGE}`,
    });
    expect(problemsIn(text)).toEqual([
      `p.yaml:10:16: workloads[1].namespace: ${namespace} belongs to ${owner}; expected a namespace of its own for the workload\n  fix: leave it out (confidential-workloads), or write another name`,
    ]);
  });

  it('may be in a namespace with a name that only looks alike', () => {
    const workloads = `[${workload('name: a, namespace: my-openshift')}, ${workload('name: a, namespace: kubes')}]`;
    expect(problemsIn(profileText({ workloads }))).toEqual([]);
  });

  it('can have GPUs only where there are some', () => {
    const workloads = `\n  - name: a\n    gpus: 2\n    image: ${IMAGE}`;
    expect(problemsIn(profileText({ workloads }))).toEqual([
      'p.yaml:9:11: workloads[0].gpus: expected 0 with gpu none, found 2\n  fix: write "gpu: nvidia" at the top of the profile, or remove gpus',
    ]);
    expect(problemsIn(profileText({ gpu: 'nvidia', workloads }))).toEqual([]);
  });
});

describe('the engines', () => {
  const gitops = (settings: string, repository = 'https://git.example.com/a.git') =>
    problemsIn(profileText({ gitops: `{ repository: "${repository}", ${settings} }` }));

  it.each(['2.13', '1.8', '0.99'])('may not be Argo CD %s, which deletes without a question', (version) => {
    expect(gitops(`argocd: { version: "${version}" }`)).toEqual([
      `p.yaml:6:75: gitops.argocd.version: expected at least 2.14, which is the first to ask before it deletes, found ${version}\n  fix: update Argo CD (OpenShift GitOps 1.16 has 2.14), or leave argocd out of gitops.engines`,
    ]);
  });

  it('may be an older Argo CD that is not used, as the remedy says', () => {
    expect(gitops('engines: [flux], argocd: { version: "2.13" }')).toEqual([]);
    expect(gitops('argocd: { version: "2.14" }')).toEqual([]);
    expect(gitops('argocd: { version: "3.10" }')).toEqual([]);
  });

  it.each([
    ['"3"', 'found "3"'],
    ['"3.3.1"', 'found "3.3.1"'],
    ['3.3', 'found the number 3.3'],
  ])('may not have a version such as %s', (version, found) => {
    expect(gitops(`argocd: { version: ${version} }`).map((problem) => problem.split('\n')[0])).toEqual([
      `p.yaml:6:75: gitops.argocd.version: expected a version such as "3.3", ${found}`,
    ]);
  });

  it('may not be Flux with the short form of an SSH address, which it does not take', () => {
    const short = 'git@git.example.com:platform/a.git';
    const problem =
      'p.yaml:6:23: gitops.repository: expected a URL, since Flux takes no other form, found "git@git.example.com:platform/a.git"\n  fix: write ssh://git@git.example.com/platform/a.git, or "engines: [argocd]"';
    expect(gitops('engines: [flux]', short)).toEqual([problem]);
    expect(gitops('revision: main', short)).toEqual([problem]);
    expect(gitops('engines: [argocd]', short)).toEqual([]);
    expect(gitops('engines: [flux]', 'ssh://git@git.example.com/platform/a.git')).toEqual([]);
  });

  it('may not be none, or another one', () => {
    expect(gitops('engines: []').map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:6:65: gitops.engines: expected at least 1 entry, found 0',
    ]);
    expect(gitops('engines: [helm]').map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:6:66: gitops.engines[0]: expected argocd or flux, found "helm"',
    ]);
  });
});

describe('verification', () => {
  it.each([
    {},
    { verification: '{}' },
    { verification: '{ gpu: false }' },
    { verification: '{ gpu: true }', gpu: 'nvidia' },
    { verification: '{ refusal: false, attestation: { resource: a/b.c/d-e_f, expect: "all is well" } }' },
  ])('may be %j', (changes) => {
    expect(problemsIn(profileText(changes))).toEqual([]);
  });

  it('may not be of GPUs on a cluster that is not set up for them', () => {
    expect(problemsIn(profileText({ verification: '{ gpu: true }' }))).toEqual([
      'p.yaml:7:22: verification.gpu: expected false with gpu none, found true\n  fix: write "gpu: nvidia" at the top of the profile, or remove it',
    ]);
  });

  it.each(['a/b', '/a/b/c', 'a/b/c/d', 'a/../c', 'a/b/c?d', 'kbs:///a/b/c', 'a/b/c d', ''])(
    'may not ask for the resource %j',
    (resource) => {
      const verification = `{ attestation: { resource: ${JSON.stringify(resource)} } }`;
      const [problem, ...others] = problemsIn(profileText({ verification }));
      expect(problem).toContain(
        'p.yaml:7:42: verification.attestation.resource: expected <repository>/<type>/<tag>',
      );
      expect(others).toEqual([]);
    },
  );

  it.each(['', 'a\nb', 'caf\u00e9', 'a\tb'])('may not expect %j', (expected) => {
    const verification = `{ attestation: { expect: ${JSON.stringify(expected)} } }`;
    const [problem, ...others] = problemsIn(profileText({ verification }));
    expect(problem).toContain('verification.attestation.expect: expected one line of ASCII text');
    expect(others).toEqual([]);
  });

  it('keeps its namespace to itself', () => {
    const workloads = `[${workload('name: a, namespace: coco-verification')}]`;
    const [problem] = problemsIn(profileText({ workloads }));
    expect(problem).toContain('coco-verification belongs to the verification of attestation');
  });
});
