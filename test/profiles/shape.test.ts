import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

describe('the shape of a profile', () => {
  it('gives every problem of a file at once, in the order of the file', () => {
    const text = [
      'tee: tdy',
      'topologie: compact',
      'openshift: 4.21',
      'nodes:',
      '  expected: "3"',
      'operators:',
      '  gpu: { approval: manual, sorce: x }',
      'workloads:',
      '  - image: quay.io/x/y:latest',
      '    command: sleep 3600',
      'gitops: { engines: [] }',
    ].join('\n');
    expect(problemsIn(text)).toEqual([
      'p.yaml:1:1: trustee: missing. The attestation service, which runs on another, trusted cluster.\n  fix: add "trustee: { url: https://kbs.trustee.example.com }"',
      'p.yaml:1:6: tee: expected tdx or snp, found "tdy"\n  fix: did you mean "tdx"?',
      'p.yaml:2:1: topologie: unknown key\n  fix: did you mean "topology"?',
      'p.yaml:3:12: openshift: expected a version such as "4.21.9", found the number 4.21\n  fix: for example: openshift: 4.21.9',
      'p.yaml:5:13: nodes.expected: expected a number, found "3"\n  fix: write 3, without quotes',
      'p.yaml:7:20: operators.gpu.approval: expected Automatic or Manual, found "manual"\n  fix: did you mean "Manual"?',
      'p.yaml:7:28: operators.gpu.sorce: unknown key\n  fix: did you mean "source"?',
      'p.yaml:9:5: workloads[0].name: missing. Name of the object and of its container.\n  fix: add "name: app"',
      'p.yaml:9:12: workloads[0].image: expected an image by digest: registry/name@sha256:<64 hexadecimal digits>, found "quay.io/x/y:latest"\n  fix: pin it by digest; skopeo inspect --format \'{{.Digest}}\' docker://quay.io/x/y:latest prints the digest',
      'p.yaml:10:14: workloads[0].command: expected a list, found "sleep 3600"\n  fix: for example: command: ["sleep", "36000"]',
      'p.yaml:11:1: gitops.repository: missing. Repository that holds dist/.\n  fix: add "repository: https://git.example.com/platform/coco-gitops.git"',
      'p.yaml:11:20: gitops.engines: expected at least 1 entry, found 0\n  fix: for example: engines: [argocd]',
    ]);
  });

  it.each([
    [
      'an unknown key that is near to none',
      { zzz: '1' },
      'p.yaml:7:1: zzz: unknown key\n  fix: remove it, or use one of: name, tee, gpu, topology, openshift, nodes, operators, sandboxedContainers, trustee, initdata, pccs, images, verification, workloads, gitops',
    ],
    [
      'an unknown key of the chosen alternative',
      { tee: 'tdx', pccs: '{ node: a, storage: { type: host-path, size: 1Gi } }' },
      'p.yaml:7:46: pccs.storage.size: unknown key\n  fix: remove it, or write "type: persistent-volume-claim", with which it goes',
    ],
    [
      'an alternative that does not exist',
      { tee: 'tdx', pccs: '{ node: a, storage: { type: pvc } }' },
      'p.yaml:7:35: pccs.storage.type: expected host-path or persistent-volume-claim, found "pvc"\n  fix: did you mean "persistent-volume-claim"?',
    ],
    [
      'an alternative that is not named',
      { tee: 'tdx', pccs: '{ node: a, secrets: {} }' },
      'p.yaml:7:18: pccs.secrets.source: missing\n  fix: add "source:" with existing, sealed-secrets or external-secrets',
    ],
    [
      'a missing mapping',
      { tee: 'tdx', pccs: '{ node: a, secrets: { source: external-secrets } }' },
      'p.yaml:7:18: pccs.secrets.store: missing. The store of External Secrets Operator, made by its owner.\n  fix: add "store: { name: vault }"',
    ],
    [
      'a key without a value',
      { images: '' },
      'p.yaml:7:9: images: expected a mapping ("key: value" lines), found nothing\n  fix: write its keys below it: pccs, quoteGenerationService, sgxDevicePlugin, openshiftCli, ubi, gpuVerifier',
    ],
    [
      'a list for a mapping',
      { nodes: '[3]' },
      'p.yaml:4:8: nodes: expected a mapping ("key: value" lines), found a list\n  fix: write its keys below it: expected, selector, iommuKernelArguments',
    ],
    [
      'text for an entry',
      { workloads: '[app]' },
      'p.yaml:7:13: workloads[0]: expected a mapping ("key: value" lines), found "app"\n  fix: write its keys below it: name, namespace, kind, replicas, schedule, image, command, args, env, ports, resources, gpus, memoryMiB, encryptedVolume',
    ],
    [
      'a mapping for text',
      { openshift: '{ version: 4 }' },
      'p.yaml:3:12: openshift: expected a version such as "4.21.9", found a mapping\n  fix: for example: openshift: 4.21.9',
    ],
    [
      'a number for text, as it is written',
      { name: '4.20' },
      'p.yaml:7:7: name: expected text, found the number 4.20\n  fix: for example: name: cluster-a',
    ],
    [
      'a number for text that would be right in quotes',
      { initdata: '{}', nodes: '{ expected: 3, selector: { example.com/pool: 010 } }' },
      'p.yaml:4:53: nodes.selector["example.com/pool"]: expected text, found the number 010\n  fix: write it in quotes: "010"',
    ],
    [
      'a word of YAML 1.1 for true',
      { sandboxedContainers: '{ kataConfig: { checkNodeEligibility: On } }' },
      'p.yaml:7:60: sandboxedContainers.kataConfig.checkNodeEligibility: expected true or false, found "On"\n  fix: write true, without quotes',
    ],
    [
      'a word of YAML 1.1 for false',
      { sandboxedContainers: '{ kataConfig: { checkNodeEligibility: no } }' },
      'p.yaml:7:60: sandboxedContainers.kataConfig.checkNodeEligibility: expected true or false, found "no"\n  fix: write false, without quotes',
    ],
    [
      'anything else for true or false',
      { sandboxedContainers: '{ kataConfig: { checkNodeEligibility: 1 } }' },
      'p.yaml:7:60: sandboxedContainers.kataConfig.checkNodeEligibility: expected true or false, found the number 1\n  fix: for example: checkNodeEligibility: true',
    ],
    [
      'a fraction for a whole number',
      { nodes: '{ expected: 2.5 }' },
      'p.yaml:4:20: nodes.expected: expected a whole number, found the number 2.5\n  fix: for example: expected: 3',
    ],
    [
      'too small a number',
      { nodes: '{ expected: 0 }' },
      'p.yaml:4:20: nodes.expected: expected at least 1, found the number 0\n  fix: for example: expected: 3',
    ],
    [
      'too great a number',
      { nodes: '{ expected: 10001 }' },
      'p.yaml:4:20: nodes.expected: expected at most 10000, found the number 10001\n  fix: for example: expected: 3',
    ],
    [
      'no number at all',
      { nodes: '{ expected: .nan }' },
      'p.yaml:4:20: nodes.expected: expected a number, found the number .nan\n  fix: for example: expected: 3',
    ],
    [
      'a number that not everybody reads as the same',
      { nodes: '{ expected: 010 }' },
      'p.yaml:4:20: nodes.expected: expected a number in plain decimal digits, found 010, which reads as 10\n  fix: write 10',
    ],
    [
      'too long a text',
      { name: 'a'.repeat(64) },
      'p.yaml:7:7: name: expected at most 63 characters, found 64\n  fix: for example: name: cluster-a',
    ],
    [
      'a host name that no node can be labelled with',
      { tee: 'tdx', pccs: `{ node: ${'a.'.repeat(31)}bc }` },
      'p.yaml:7:15: pccs.node: expected at most 63 characters, found 64\n  fix: for example: node: control-plane-0.example.com',
    ],
    [
      'too short a text',
      { operators: '{ sandboxedContainers: { channel: "" } }' },
      'p.yaml:7:46: operators.sandboxedContainers.channel: expected at least 1 character, found 0\n  fix: for example: channel: stable',
    ],
    [
      'two parts of a version, in quotes',
      { openshift: '"4.21"' },
      'p.yaml:3:12: openshift: expected a version such as "4.21.9", found "4.21"\n  fix: for example: openshift: 4.21.9',
    ],
    [
      'an image by tag',
      { images: '{ ubi: registry.example.com/ubi:9.7 }' },
      'p.yaml:7:16: images.ubi: expected an image by digest: registry/name@sha256:<64 hexadecimal digits>, found "registry.example.com/ubi:9.7"\n  fix: pin it by digest; skopeo inspect --format \'{{.Digest}}\' docker://registry.example.com/ubi:9.7 prints the digest',
    ],
    [
      'an image that is no reference',
      { images: '{ ubi: "two words" }' },
      'p.yaml:7:16: images.ubi: expected an image by digest: registry/name@sha256:<64 hexadecimal digits>, found "two words"\n  fix: pin it by digest; skopeo inspect --format \'{{.Digest}}\' docker://IMAGE prints the digest',
    ],
    [
      'a revision that is no name in Git',
      { gitops: '{ repository: https://git.example.com/a.git, revision: "a b" }' },
      'p.yaml:6:64: gitops.revision: expected a branch, tag or commit, found "a b"\n  fix: for example: revision: main',
    ],
    [
      'a path out of the repository',
      { gitops: '{ repository: https://git.example.com/a.git, path: ../a }' },
      'p.yaml:6:60: gitops.path: expected a relative path without "..", found "../a"\n  fix: for example: path: dist/cluster-a',
    ],
    [
      'text for a policy that is none',
      { initdata: '{ agentPolicy: 1 }' },
      'p.yaml:7:26: initdata.agentPolicy: expected text, found the number 1\n  fix: write it in quotes: "1"',
    ],
  ])('refuses %s', (_, changes, problem) => {
    expect(problemsIn(profileText(changes))).toEqual([problem]);
  });

  it('shows no secret of a value that it refuses', () => {
    const text = profileText({
      trustee:
        '{ url: "https://kbs.example.com/?token=hunter2", certificate: "-----BEGIN PRIVATE KEY----- hunter2" }',
      gitops: '{ repository: "https://user:hunter2@git.example.com/a.git" }',
      tee: 'tdx',
      pccs: '{ node: a, proxy: "user:hunter2@proxy.example.com:3128" }',
    });
    const problems = problemsIn(text);
    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:5:17: trustee.url: expected an https:// URL without user, password, query or fragment, found "https://…"',
      'p.yaml:5:72: trustee.certificate: expected one certificate in PEM form, found text with "-----BEGIN PRIVATE KEY-----"',
      'p.yaml:6:23: gitops.repository: expected an https:// or ssh Git URL without a password, found "https://…"',
      'p.yaml:7:25: pccs.proxy: expected http(s)://host:port without user and password, found text with "@"',
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('asks for a name when the name of the file cannot be one', () => {
    expect(problemsIn(profileText(), 'clusters/My Cluster.yaml')).toEqual([
      'clusters/My Cluster.yaml:1:1: name: missing, and the name of the file cannot stand in for it: "My Cluster" is not 1 to 63 lower case letters, digits and "-"\n  fix: add "name: my-cluster", or rename the file',
    ]);
    expect(problemsIn(profileText({ name: 'mine' }), 'clusters/My Cluster.yaml')).toEqual([]);
  });

  it('lists no more than a hundred problems of a file, and says how many more there are', () => {
    const text = profileText() + Array.from({ length: 250 }, (_, index) => `x${index}: 1\n`).join('');
    const problems = problemsIn(text);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toBe(
      'p.yaml:107:1: 150 more problems from here on\n  fix: mend those above first',
    );
  });
});
