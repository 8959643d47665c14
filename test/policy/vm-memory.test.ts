import * as fc from 'fast-check';
import type { Json } from 'kube-strict/ground/json.ts';
import { describe, expect, it } from 'vitest';
import { confidentialPodTemplate } from '../../constructs/workload/pod-template.ts';
import { MEMORY_ANNOTATION } from '../../initdata/annotation.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';
import { podMemoryOf } from '../../policy/support/pod-memory.ts';
import { podsOf } from '../../policy/support/pods.ts';
import { workloadMemory } from '../../profiles/rules/workload-memory.ts';
import type { ParsedProfile, ProfileInput } from '../../profiles/schema/profile.ts';

const MIB = 1024n * 1024n;

/** A memory limit in MiB; 0 for one that is written as 0, undefined for none. */
const limit = fc.option(fc.constantFrom(0, 64, 256, 1024, 2048, 2303, 2304, 4096), { nil: undefined });
const resources = (mib: number | undefined) =>
  mib === undefined ? {} : { resources: { limits: { memory: mib === 0 ? '0' : `${mib}Mi` } } };

const shape = fc.record({
  containers: fc.array(limit, { minLength: 1, maxLength: 3 }),
  first: fc.array(fc.record({ own: limit, stays: fc.boolean() }), { maxLength: 3 }),
  pod: fc.option(fc.constantFrom(2048, 4096), { nil: undefined }),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function podOf({ containers, first, pod }: Shape, annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', annotations },
    spec: {
      runtimeClassName: 'kata-cc',
      ...resources(pod),
      initContainers: first.map(({ own, stays }, index) => ({
        name: `i${index}`,
        ...resources(own),
        ...(stays && { restartPolicy: 'Always' }),
      })),
      containers: containers.map((own, index) => ({ name: `c${index}`, ...resources(own) })),
    },
  };
}

/** What the kubelet allows at any time, by living through the start of the pod. */
function mostOf({ containers, first, pod }: Shape): number | undefined {
  if (pod !== undefined) return pod;
  const all = [...containers, ...first.map(({ own }) => own)];
  if (all.some((own) => own === undefined || own === 0)) return undefined;
  const moments: number[][] = [];
  const running: number[] = [];
  for (const { own = 0, stays } of first) {
    moments.push([...running, own]);
    if (stays) running.push(own);
  }
  moments.push([...running, ...containers.map((own) => own ?? 0)]);
  return Math.max(...moments.map((moment) => moment.reduce((sum, own) => sum + own, 0)));
}

function errorsOf(object: object, tee: 'snp' | 'tdx'): number {
  return judgePolicies(object, policyContext([object], { tee })).filter(
    ({ rule, severity }) => rule === 'policy/vm-memory' && severity === 'error',
  ).length;
}

describe('the memory limit of a pod', () => {
  it('is what its containers need at once, or none when one has none, or that of the pod', () => {
    fc.assert(
      fc.property(shape, (one) => {
        const object = podOf(one);
        const [pod] = podsOf(object as never);
        const expected = mostOf(one);
        const found = pod && podMemoryOf(object as unknown as never, pod);
        expect(found?.limit).toBe(expected === undefined ? undefined : BigInt(expected) * MIB);
        if (found !== undefined) expect(found.path).toMatch(/^\/spec\//);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused on SEV-SNP below the memory of the VM and 256 MiB, and nowhere else', () => {
    const memory = fc.option(fc.constantFrom(256, 512, 2048, 4096), { nil: undefined });
    fc.assert(
      fc.property(shape, memory, (one, vm) => {
        const annotation: Record<string, string> =
          vm === undefined ? {} : { [MEMORY_ANNOTATION]: String(vm) };
        const object = podOf(one, annotation);
        const most = mostOf(one);
        expect(errorsOf(object, 'snp')).toBe(most !== undefined && most < (vm ?? 2048) + 256 ? 1 : 0);
        expect(errorsOf(object, 'tdx')).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused in a profile exactly where the rule refuses what it renders', () => {
    const amount = fc.constantFrom(undefined, '512Mi', '2Gi', '2303Mi', '2304Mi', '3Gi', '8Gi');
    const settings = fc.record({
      memory: amount,
      memoryMiB: fc.constantFrom(undefined, 256, 2048, 4096),
      isEncrypted: fc.boolean(),
      tee: fc.constantFrom('snp' as const, 'tdx' as const),
    });
    const encryptedVolume = { size: '1Gi', mountPath: '/data', passphrase: 'kbs:///a/b/c', image: 'i' };
    const seen = new Set<number>();
    fc.assert(
      fc.property(settings, ({ memory, memoryMiB, isEncrypted, tee }) => {
        const workload = {
          name: 'web',
          image: 'registry.internal/web',
          command: ['x'],
          ...(memory !== undefined && { resources: { limits: { memory } } }),
          ...(memoryMiB !== undefined && { memoryMiB }),
          ...(isEncrypted && { encryptedVolume }),
        };
        const profile = { tee, workloads: [workload] } as unknown as ParsedProfile;
        const problems = workloadMemory(profile, {} as ProfileInput);
        const { metadata, spec } = confidentialPodTemplate({ ...workload, initdata: '' }, 'Always', 'claim');
        const written: Json = JSON.parse(
          JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: plain(spec) }),
        );
        expect(problems.length).toBe(errorsOf(written as object, tee));
        seen.add(problems.length);
      }),
      { numRuns: 100 },
    );
    expect([...seen].sort()).toEqual([0, 1]);
  });
});

/** Quantities of cdk8s as they are written. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { value: quantity, ...rest } = value as Record<string, unknown>;
  if (quantity !== undefined && Object.keys(rest).length === 0) return quantity;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
