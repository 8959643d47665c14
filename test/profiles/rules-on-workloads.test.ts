import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

function workload(settings: string): string {
  return `{ ${settings}, image: "${IMAGE}" }`;
}

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
      expect.stringContaining('workloads[0].schedule: missing, and a CronJob needs it'),
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

  it('have a schedule, names of variables and names that a server takes', () => {
    const long = 'a'.repeat(53);
    const refused = [
      'name: a, kind: CronJob, schedule: "61 3 * * *"',
      'name: a, env: { "A=B": x, Ü: x }',
      `name: ${long}, kind: StatefulSet`,
      `name: ${long}, kind: CronJob, schedule: "0 3 * * *"`,
    ];
    expect(refused.flatMap((one) => problemsIn(profileText({ workloads: `[${workload(one)}]` })))).toEqual([
      expect.stringContaining('workloads[0].schedule: expected a cron schedule'),
      expect.stringContaining('expected a name of printable ASCII characters but for "="'),
      expect.stringContaining('expected a name of printable ASCII characters but for "="'),
      expect.stringContaining(
        'workloads[0].name: expected at most 52 characters in the name of a StatefulSet, found 53',
      ),
      expect.stringContaining(
        'workloads[0].name: expected at most 52 characters in the name of a CronJob, found 53',
      ),
    ]);
    const accepted = [
      `name: ${long}, kind: Job`,
      `name: ${long.slice(1)}, kind: StatefulSet`,
      'name: a, kind: CronJob, schedule: "@daily"',
      'name: a, env: { a.b: x, "1": y }',
    ];
    expect(accepted.flatMap((one) => problemsIn(profileText({ workloads: `[${workload(one)}]` })))).toEqual(
      [],
    );
  });

  it('may hold no secret, and none is shown', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    const refused = [
      'env: { DB_PASSWORD: hunter2 }',
      `env: { MODE: ${token} }`,
      `command: [a, ${token}]`,
      'args: ["https://user:hunter2@db.example.com"]',
      'args: ["--password=hunter2"]',
      'command: [app, --token, hunter2]',
      'command: [sh, -c, "DB_PASSWORD=hunter2 app"]',
    ].map((one) => problemsIn(profileText({ workloads: `[${workload(`name: a, ${one}`)}]` })));
    expect(refused.map((problems) => problems.join('\n').split(': ').slice(1).join(': '))).toEqual([
      expect.stringMatching(/^workloads\[0\]\.env\.DB_PASSWORD: holds what looks like a secret, by its name/),
      expect.stringMatching(/^workloads\[0\]\.env\.MODE: holds what looks like a GitHub token/),
      expect.stringMatching(/^workloads\[0\]\.command\[1\]: holds what looks like a GitHub token/),
      expect.stringMatching(/^workloads\[0\]\.args\[0\]: holds what looks like a password in a URL/),
      expect.stringMatching(
        /^workloads\[0\]\.args\[0\]: holds what looks like a secret, by the name before it/,
      ),
      expect.stringMatching(
        /^workloads\[0\]\.command\[2\]: holds what looks like a secret, by the name before it/,
      ),
      expect.stringMatching(
        /^workloads\[0\]\.command\[2\]: holds what looks like a secret, by the name before it/,
      ),
    ]);
    expect(refused.join('\n')).not.toMatch(/hunter2|ghp_/);
    const reference = 'sealed.fakejwsheader.eyJ2ZXJzaW9uIjoiMC4xLjAifQ.fakesignature';
    const env = `{ DB_PASSWORD: ${reference}, TOKEN: /run/token, MODE: hunter2 }, args: ["--password=$(DB_PASSWORD)"]`;
    expect(problemsIn(profileText({ workloads: `[${workload(`name: a, env: ${env}`)}]` }))).toEqual([]);
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

  it('leave room for the VM in their memory limits on SEV-SNP, where it takes all of its memory as it starts', () => {
    const found = (tee: string, settings: string) => {
      const pccs = tee === 'snp' ? undefined : '{ node: node-0.internal }';
      return problemsIn(profileText({ tee, pccs, workloads: `[${workload(`name: a, ${settings}`)}]` }));
    };
    expect(found('snp', 'resources: { limits: { memory: 2Gi } }')).toEqual([
      expect.stringMatching(
        /workloads\[0\]\.resources\.limits\.memory: expected at least 2304Mi with tee snp, found 2Gi: .*\n {2}fix: write 2304Mi or more/,
      ),
    ]);
    expect(found('snp', 'memoryMiB: 4096, resources: { limits: { memory: 4Gi } }')).toHaveLength(1);
    expect(found('snp', 'memoryMiB: 1024, resources: { limits: { memory: 2Gi } }')).toEqual([]);
    expect(found('snp', 'resources: { limits: { memory: 2304Mi } }')).toEqual([]);
    expect(found('snp', 'resources: { requests: { memory: 64Mi } }')).toEqual([]);
    expect(found('tdx', 'resources: { limits: { memory: 2Gi } }')).toEqual([]);
  });
});
