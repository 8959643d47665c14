import { gunzipSync } from 'node:zlib';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';
import { clusterOf, IMAGE, ofKind, syncedObjects } from './support/clusters.ts';

const SNP = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
const GPU = { ...SNP, gpu: 'nvidia' } as const;
const INITDATA = 'io.katacontainers.config.hypervisor.cc_init_data';

interface Template {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
}

/** The Jobs that verify something, by what that is. */
function jobsOf(cluster: RenderedCluster): Record<string, KubernetesObject> {
  const jobs = ofKind(syncedObjects(cluster), 'Job').flatMap((job) => {
    const verifies = job.metadata.labels?.['coco-gitops/verifies'];
    return verifies === undefined ? [] : [[verifies, job] as const];
  });
  return Object.fromEntries(jobs);
}

function namesOf(cluster: RenderedCluster): string[] {
  return Object.values(jobsOf(cluster)).map(({ metadata }) => metadata.name);
}

function templateOf(job: KubernetesObject | undefined): Template {
  if (job === undefined) throw new Error('there is no such Job');
  return (job['spec'] as { readonly template: Template }).template;
}

function tomlOf(annotation: string | undefined): string {
  return gunzipSync(Buffer.from(annotation ?? '', 'base64')).toString('utf8');
}

describe('the verification of a cluster', () => {
  it('is left out, with its namespace, its steps and its rights, where the profile does not ask for it', () => {
    const cluster = clusterOf(GPU);
    expect(jobsOf(cluster)).toEqual({});
    expect(JSON.stringify(cluster.steps)).not.toContain('coco-verification');
    expect(cluster.steps.filter(({ step }) => /^7[6-9]-/.test(step.folder))).toEqual([]);
  });

  it.each([
    [SNP, {}, ['attestation', 'refusal']],
    [SNP, { refusal: false }, ['attestation']],
    [GPU, {}, ['attestation', 'gpu', 'refusal']],
    [GPU, { gpu: true, refusal: false }, ['attestation', 'gpu']],
    [GPU, { gpu: false }, ['attestation', 'refusal']],
  ])('of %j with %j has Jobs for %j', (shape, verification, expected) => {
    expect(Object.keys(jobsOf(clusterOf(shape, { verification })))).toEqual(expected);
  });

  it('uses the initdata of the workloads, but for the refusal, where only a comment of the policy differs', () => {
    const cluster = clusterOf(GPU, { verification: {} });
    const { attestation, gpu, refusal } = jobsOf(cluster);
    const ofWorkloads = ofKind(syncedObjects(cluster), 'Pod').map(
      ({ metadata }) => metadata.annotations?.[INITDATA],
    );
    const [attested, computed, refused] = [attestation, gpu, refusal].map(
      (job) => templateOf(job).metadata.annotations[INITDATA],
    );
    expect(ofWorkloads).toEqual([attested, computed]);
    const [own, other] = [tomlOf(attested), tomlOf(refused)];
    expect(other).not.toBe(own);
    const known = own.split('\n');
    const others = other.split('\n').filter((line) => !known.includes(line));
    expect(others).toEqual([expect.stringMatching(/^# /)]);
    expect(other.split('\n')).toHaveLength(known.length + 1);
    expect(parse(other)).not.toEqual(parse(own));
  });

  it('refuses a policy of its owner without a line feed at the end in the same way', () => {
    const closed = ['ExecProcessRequest', 'ReadStreamRequest', 'SetPolicyRequest', 'WriteStreamRequest'];
    const agentPolicy = [
      'package agent_policy',
      ...NEEDED_BY_PODS,
      ...closed.map((name) => `default ${name} := false`),
    ].join('\n');
    const { refusal } = jobsOf(clusterOf(SNP, { verification: {}, initdata: { agentPolicy } }));
    const toml = tomlOf(templateOf(refusal).metadata.annotations[INITDATA]);
    expect((parse(toml)['data'] as Record<string, string>)['policy.rego']).toMatch(
      /^package agent_policy\n(?:default \w+ := true\n){13}(?:default \w+ := false\n){4}# [^\n]+\n$/,
    );
  });

  it('has the settings of the profile', () => {
    const digest = `@sha256:${'c'.repeat(64)}`;
    const images = { ubi: `mirror.example.com/ubi${digest}`, gpuVerifier: `mirror.example.com/gpu${digest}` };
    const verification = { attestation: { resource: 'a/b/c', expect: '$(PAUSE) `id` ok' } };
    const jobs = jobsOf(clusterOf(GPU, { images, verification }));
    const image = (verifies: string) => templateOf(jobs[verifies]).spec.containers[0]?.image;
    expect(['attestation', 'refusal', 'gpu'].map(image)).toEqual([
      images.ubi,
      images.ubi,
      images.gpuVerifier,
    ]);
    for (const verifies of ['attestation', 'refusal']) {
      expect(templateOf(jobs[verifies]).spec.containers).toMatchObject([
        {
          env: expect.arrayContaining([
            { name: 'RESOURCE_URL', value: 'http://127.0.0.1:8006/cdh/resource/a/b/c' },
            { name: 'EXPECTED', value: '$$(PAUSE) `id` ok' },
            { name: 'KBS_URL', value: 'https://kbs.example.com' },
          ]),
        },
      ]);
    }
  });
});

describe('the name of a Job that verifies something', () => {
  const before = namesOf(clusterOf(GPU, { verification: {} }));
  const renamed = (settings: object) => {
    const after = namesOf(clusterOf(GPU, { verification: {}, ...settings }));
    return before.filter((name) => !after.includes(name)).map((name) => name.slice(0, -11));
  };
  const ALL = ['verify-attestation', 'verify-gpu', 'verify-refusal'];

  it('is the same each time, and for both engines', () => {
    expect(renamed({})).toEqual([]);
    const repository = 'https://git.example.com/a.git';
    for (const engines of [['argocd'], ['flux']])
      expect(renamed({ gitops: { repository, engines } })).toEqual([]);
  });

  it('is another one when anything of the Job is, since no Job can be changed', () => {
    expect(renamed({ trustee: { url: 'https://kbs.new.example.com' } })).toEqual(ALL);
    expect(renamed({ initdata: { algorithm: 'sha512' } })).toEqual(ALL);
    const digest = `@sha256:${'d'.repeat(64)}`;
    expect(renamed({ images: { gpuVerifier: `mirror.example.com/gpu${digest}` } })).toEqual(['verify-gpu']);
    expect(renamed({ images: { ubi: `mirror.example.com/ubi${digest}` } })).toEqual([ALL[0], ALL[2]]);
    const verification = { attestation: { expect: 'yes' } };
    expect(renamed({ verification })).toEqual([ALL[0], ALL[2]]);
  });

  it('stays when something else changes, so that nothing runs again', () => {
    expect(renamed({ workloads: [{ name: 'other', image: IMAGE }] })).toEqual([]);
    expect(renamed({ nodes: { expected: 4 } })).toEqual([]);
    expect(renamed({ verification: { refusal: false } })).toEqual(['verify-refusal']);
  });
});
