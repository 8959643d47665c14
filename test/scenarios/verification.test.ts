import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { VERIFIES_LABEL } from '../../rollout/gates/verification-job.ts';
import { kbsThatAllows, miscalculatingGpus, unreachableKbs } from '../simulator/failures.ts';
import type { Job } from '../simulator/kinds.ts';
import { conditionOf, isTrue, type KubeObject, labelsOf } from '../simulator/object.ts';
import { JOBS, PODS } from '../simulator/resources.ts';
import { allowInitdataOf, type RolloutProps } from '../simulator/rollout.ts';
import { renderShape } from '../simulator/shapes.ts';
import { applicationOf } from '../simulator/sync-engine/application.ts';
import { chaos, killed } from './support/chaos.ts';
import { EVERY_SHAPE, hasPython, NEEDS_PYTHON, type Scenario, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const SNO = { tee: 'tdx', gpu: 'none', topology: 'single-node' } as const;
const MULTI = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
const GPU = { tee: 'snp', gpu: 'nvidia', topology: 'multi-node' } as const;
const VERIFIED = { verification: '{}' };
const HOUR = 3600;

const verified = (shape: ClusterShape, props: RolloutProps = {}): Scenario =>
  scenario(shape, { seed: 31, profile: VERIFIED, ...props });

/** The Jobs of a cluster that verify something. */
function jobsOf({ cluster }: Scenario): readonly Job[] {
  return cluster.store.list(JOBS).filter((job) => VERIFIES_LABEL in labelsOf(job));
}

/** A Job that verifies something, by what that is. */
function jobOf(one: Scenario, verifies: string): Job | undefined {
  return jobsOf(one).find((job) => labelsOf(job)[VERIFIES_LABEL] === verifies);
}

function workloads({ cluster }: Scenario): string[] {
  return cluster.pods().flatMap(({ name }) => (name.startsWith('confidential-workloads/') ? [name] : []));
}

/** What a person does after having mended what was wrong. */
function deleteJob(one: Scenario, verifies: string): void {
  const { name, namespace } = jobOf(one, verifies)?.metadata ?? { name: '' };
  one.cluster.store.delete(JOBS, name, namespace);
}

/** The last thing that a gate said when it ended with an exit status. */
function lastWords(
  { gates }: { gates: readonly { code: string; exitCode: number | undefined; log: readonly string[] }[] },
  code: string,
) {
  return gates.findLast((gate) => gate.code === code && gate.exitCode === 42)?.log.at(-1);
}

describe.skipIf(!hasPython)(`verification in a sync by Argo CD ${NEEDS_PYTHON}`, () => {
  it.each(EVERY_SHAPE)('$name: workloads start on a cluster that has attested', async ({ shape }) => {
    const one = verified(shape);
    const result = await one.argo.sync(() => one.objects);
    expect(result.attempts.map(({ failure }) => failure)).toEqual([undefined]);
    expect(result.gates.map(({ code }) => code).slice(-2)).toEqual(['G7', 'G8']);
    expect(one.gates.falsePasses).toEqual([]);
    expect(one.cluster.violations).toEqual([]);
    const kinds = jobsOf(one).map((job) => labelsOf(job)[VERIFIES_LABEL]);
    expect([...kinds].sort()).toEqual(['attestation', ...(shape.gpu === 'nvidia' ? ['gpu'] : []), 'refusal']);
    expect(jobsOf(one).every((job) => isTrue(job, 'Complete'))).toBe(true);
    expect(workloads(one)).toHaveLength(shape.gpu === 'nvidia' ? 2 : 1);
  });

  it.each([
    ['several nodes', GPU],
    ['a single node', SNO],
  ])('of %s once more runs nothing again, and it is taken away in order', async (_name, shape) => {
    const one = verified(shape);
    await one.argo.sync(() => one.objects);
    one.cluster.advance(600);
    const before = one.cluster.store.list(PODS).map(({ metadata }) => metadata.uid);
    const jobs = jobsOf(one);
    expect((await one.argo.sync(() => one.objects)).outcome).toBe('Succeeded');
    one.cluster.advance(HOUR);
    expect(one.cluster.store.list(PODS).map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(jobsOf(one)).toEqual(jobs);
    // Their pods have ended and are still there, which would hold KataConfig up.
    const result = await one.argo.delete(one.objects, 24);
    expect(result).toMatchObject({ outcome: 'Deleted', left: [] });
    expect(one.cluster.pods()).toEqual([]);
  });

  it.each([
    ['several nodes', MULTI, 'G5'],
    ['a single node', SNO, 'G6'],
  ] as const)('of %s ends when the KBS refuses, until it no longer does', async (_name, shape, gate) => {
    const one = verified(shape, { failures: [] });
    const mended = 8 * HOUR;
    kbsThatAllows(false, { until: mended })(one.cluster);
    const failing = await one.argo.sync(() => one.objects, 6);
    expect(failing.outcome).toBe('unfinished');
    expect(failing.attempts[0]?.failure).toMatch(/^Job verify-attestation-[0-9a-f]{10} is Degraded$/);
    expect(failing.attempts[1]?.failure).toBe(`gate ${gate} failed with 42`);
    const said = lastWords(failing, gate);
    expect(said).toContain('exit status 11: the KBS answers, but the guest does not get the resource');
    expect(said).toContain('help: mend what it names, then delete the Job');
    expect(said).toContain(`oc delete job ${jobOf(one, 'attestation')?.metadata.name} -n coco-verification`);
    expect(workloads(one)).toEqual([]);
    expect(jobOf(one, 'refusal')).toBeUndefined();
    one.cluster.advance(3 * HOUR);
    deleteJob(one, 'attestation');
    const result = await one.argo.sync(() => one.objects, 6);
    expect(result.attempts.map(({ failure }) => failure)).toEqual([undefined]);
    expect(one.gates.falsePasses).toEqual([]);
    expect(workloads(one)).toHaveLength(1);
  });

  it('ends when the KBS releases to other initdata, and says what to change', async () => {
    const one = verified(SNO);
    kbsThatAllows(true)(one.cluster);
    const result = await one.argo.sync(() => one.objects, 6);
    expect(result.outcome).toBe('unfinished');
    expect(result.attempts[0]?.failure).toMatch(/^Job verify-refusal-[0-9a-f]{10} is Degraded$/);
    expect(result.attempts[1]?.failure).toBe('gate G7 failed with 42');
    const said = lastWords(result, 'G7');
    expect(said).toContain('exit status 20: the KBS released the resource to a guest with other initdata');
    expect(said).toContain('compare input.init_data with the digest of yours');
    expect(isTrue(jobOf(one, 'attestation'), 'Complete')).toBe(true);
    expect(workloads(one)).toEqual([]);
    expect(one.gates.falsePasses).toEqual([]);
  });

  it('starts workloads on a KBS that releases to other initdata where that is not verified', async () => {
    const one = verified(SNO, { profile: { verification: '{ refusal: false }' } });
    kbsThatAllows(true)(one.cluster);
    expect((await one.argo.sync(() => one.objects)).attempts).toHaveLength(1);
    expect(workloads(one)).toHaveLength(1);
  });

  it.each([
    ['several nodes', MULTI],
    ['a single node', SNO],
  ])(
    'of %s waits for a KBS that cannot be reached at first, also over several pods',
    async (_name, shape) => {
      const one = verified(shape);
      one.cluster.conduct.kbs.reachable = false;
      one.cluster.store.watch(JOBS, ({ before, after }) => {
        if (before !== undefined || after === undefined || labelsOf(after)[VERIFIES_LABEL] === undefined)
          return;
        one.cluster.clock.after(500, () => {
          one.cluster.conduct.kbs.reachable = true;
        });
      });
      const result = await one.argo.sync(() => one.objects);
      expect(result.attempts.map(({ failure }) => failure)).toEqual([undefined]);
      expect(jobOf(one, 'attestation')?.status?.failed).toBe(1);
      expect(one.gates.falsePasses).toEqual([]);
      expect(workloads(one)).toHaveLength(1);
    },
  );

  it('gives a KBS that cannot be reached to the end for no verdict, neither way', async () => {
    const one = verified(MULTI, { failures: [unreachableKbs({ from: 0 })] });
    const result = await one.argo.sync(() => one.objects, 6);
    expect(result.outcome).toBe('unfinished');
    expect(conditionOf(jobOf(one, 'attestation'), 'Failed')?.reason).toBe('BackoffLimitExceeded');
    expect(lastWords(result, 'G5')).toContain('12: the KBS cannot be reached from inside the guest');
    expect(workloads(one)).toEqual([]);
  });

  it('does not take a KBS that goes away after attestation for one that refuses', async () => {
    const one = verified(MULTI);
    one.cluster.store.watch(JOBS, ({ after }) => {
      if (after !== undefined && labelsOf(after)[VERIFIES_LABEL] === 'refusal')
        one.cluster.conduct.kbs.reachable = false;
    });
    const result = await one.argo.sync(() => one.objects, 6);
    expect(result.outcome).toBe('unfinished');
    expect(isTrue(jobOf(one, 'attestation'), 'Complete')).toBe(true);
    expect(conditionOf(jobOf(one, 'refusal'), 'Failed')?.reason).toBe('BackoffLimitExceeded');
    expect(workloads(one)).toEqual([]);
  });

  it('ends when a GPU computes wrongly', async () => {
    const one = verified(GPU, { failures: [miscalculatingGpus] });
    const result = await one.argo.sync(() => one.objects, 6);
    expect(result.outcome).toBe('unfinished');
    expect(lastWords(result, 'G5')).toContain('the computation on the GPU failed in every pod');
    expect(workloads(one)).toEqual([]);
  });

  it('runs again when the initdata in Git is another, before any workload has it', async () => {
    const one = verified(SNO);
    await one.argo.sync(() => one.objects);
    one.cluster.advance(600);
    const old = jobsOf(one).map(({ metadata }) => metadata.name);
    const rendered = renderShape(SNO, { ...VERIFIED, trustee: '{ url: https://kbs.new.example.com }' });
    const changed: readonly KubeObject[] = applicationOf(rendered);
    // The owner of the KBS does not know it yet: what is there for the old one proves nothing.
    const failing = await one.argo.sync(() => changed, 3);
    expect(failing.outcome).toBe('unfinished');
    expect(failing.attempts[0]?.failure).toMatch(/^Job verify-attestation-[0-9a-f]{10} is Degraded$/);
    const names = jobsOf(one).map(({ metadata }) => metadata.name);
    expect(names.filter((name) => old.includes(name))).toEqual(old);
    expect(names).toHaveLength(old.length + 1);
    const annotations = () =>
      one.cluster.store.list(PODS, 'confidential-workloads').map(({ metadata }) => metadata.annotations);
    const before = annotations();
    expect(before).toHaveLength(1);
    allowInitdataOf(one.cluster, changed);
    const failed = jobsOf(one).find((job) => isTrue(job, 'Failed'));
    one.cluster.store.delete(JOBS, failed?.metadata.name ?? '', 'coco-verification');
    expect(annotations()).toEqual(before);
    expect((await one.argo.sync(() => changed, 6)).outcome).toBe('Succeeded');
    expect(annotations()).not.toEqual(before);
    expect(jobsOf(one)).toHaveLength(2 * old.length);
  });

  it('starts no workload before every Job has ended well, whatever else goes wrong meanwhile', async () => {
    let started = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { shape, props, random } = chaos(
          seed,
          EVERY_SHAPE.map((one) => one.shape),
        );
        const broken = random.next() < 0.3 ? [kbsThatAllows(random.next() < 0.5)] : [];
        const one = scenario(shape, { ...props, profile: VERIFIED }, (real) => killed(real, random));
        for (const failure of broken) failure(one.cluster);
        one.cluster.store.watch(PODS, ({ before, after }) => {
          if (before !== undefined || after?.metadata.namespace !== 'confidential-workloads') return;
          expect(broken).toEqual([]);
          expect(jobsOf(one).map((job) => isTrue(job, 'Complete'))).toEqual(jobsOf(one).map(() => true));
          expect(jobsOf(one).length).toBeGreaterThanOrEqual(2);
          started++;
        });
        const result = await one.argo.sync(() => one.objects, broken.length > 0 ? 8 : 48);
        expect(result.outcome).toBe(broken.length > 0 ? 'unfinished' : 'Succeeded');
        expect(one.gates.falsePasses).toEqual([]);
        expect(one.cluster.violations).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(started).toBeGreaterThan(5);
  }, 300_000);
});
