import { describe, expect, it } from 'vitest';
import type { ClusterShape } from '../../rollout/cluster-shape.ts';
import { rolloutSteps, type Step } from '../../rollout/steps.ts';
import { SHAPES, shapeName } from '../support/shapes.ts';

/** What is applied, and what is waited for, at each wave. Where a wave has several subjects, a plus joins them. */
const STEPS: Readonly<Record<string, string>> = {
  'tdx none multi-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs, -18 kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'tdx none compact':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'tdx none single-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'tdx nvidia multi-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs, -18 kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'tdx nvidia compact':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'tdx nvidia single-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 20 attestation, 25 G6, 30 workloads',
  'snp none multi-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -18 kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 30 workloads',
  'snp none compact':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 30 workloads',
  'snp none single-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 kata-config, -10 G2, -5 G3, 10 feature-gates, 15 G5, 30 workloads',
  'snp nvidia multi-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs, -18 kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 30 workloads',
  'snp nvidia compact':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 30 workloads',
  'snp nvidia single-node':
    '-50 namespaces, -40 operators, -35 G0, -30 node-features, -25 G1, -20 machine-configs+kata-config, -10 G2, -5 G3, 0 gpu, 5 G4, 10 feature-gates, 15 G5, 30 workloads',
};

/** Folders are paths in Git that people and Argo CD know: they keep their names. */
const FOLDERS: Readonly<Record<string, string>> = {
  namespaces: '00-namespaces',
  operators: '10-operators',
  G0: '15-gate-operators-ready',
  'node-features': '20-node-features',
  G1: '25-gate-nodes-eligible',
  'machine-configs': '30-machine-configs',
  'kata-config': '40-kata-config',
  'machine-configs+kata-config': '40-kata-config',
  G2: '45-gate-pool-updated',
  G3: '46-gate-tee-ready',
  gpu: '50-gpu',
  G4: '55-gate-gpu-ready',
  'feature-gates': '60-feature-gates',
  G5: '65-gate-runtime-classes',
  attestation: '70-attestation',
  G6: '75-gate-attestation-ready',
  verification: '76-verification',
  G7: '77-gate-attestation-verified',
  refusal: '78-refusal',
  G8: '79-gate-refusal-verified',
  workloads: '80-workloads',
};

function content(step: Step): string {
  return step.kind === 'gate' ? step.code : step.subjects.join('+');
}

it('there are twelve shapes of a cluster, and a row for each', () => {
  expect(SHAPES.map(shapeName)).toEqual(Object.keys(STEPS));
  expect(SHAPES).toHaveLength(12);
});

/** Each shape as it is, and with the steps that verify attestation and its refusal, or attestation alone. */
const VERIFIED = {
  '': undefined,
  ', verified': { refusal: true },
  ', attestation verified': { refusal: false },
} as const;
const ROLLOUTS = SHAPES.flatMap((shape) =>
  Object.entries(VERIFIED).map(([what, verification]) => ({
    name: shapeName(shape) + what,
    shape,
    verification,
  })),
);

/** What comes before the workloads where attestation is verified. */
function expectedSteps(shape: ClusterShape, verification: { readonly refusal: boolean } | undefined): string {
  const steps = STEPS[shapeName(shape)]?.replace(/, 30 workloads$/, '');
  if (verification === undefined) return `${steps}, 30 workloads`;
  return `${steps}, 26 verification, 27 G7${verification.refusal ? ', 28 refusal, 29 G8' : ''}, 30 workloads`;
}

describe.each(ROLLOUTS)('the rollout of $name', ({ shape, verification }) => {
  const steps = rolloutSteps({ ...shape, verification });
  const indexOf = (what: string) => steps.findIndex((step) => content(step).split('+').includes(what));

  it('has these steps in this order', () => {
    expect(steps.map((step) => `${step.wave} ${content(step)}`).join(', ')).toBe(
      expectedSteps(shape, verification),
    );
  });

  it('has its steps in the folders that they always had, in the order of their names', () => {
    expect(steps.map(({ folder }) => folder)).toEqual(steps.map((step) => FOLDERS[content(step)]));
    const folders = steps.map(({ folder }) => folder);
    expect(folders).toEqual([...folders].sort());
  });

  it('has a wave for each step, later than the one before', () => {
    // Argo CD applies one wave in one pass: a gate beside anything else would hold nothing, and can deadlock a retry.
    for (const [index, { wave }] of steps.slice(1).entries()) {
      expect(wave).toBeGreaterThan(steps[index]?.wave ?? Number.NaN);
    }
  });

  it('turns the feature gates on only when every node of the pool has the TEE', () => {
    expect(indexOf('G3')).toBeGreaterThan(indexOf('kata-config'));
    expect(indexOf('feature-gates')).toBeGreaterThan(indexOf('G3'));
  });

  it('applies MachineConfigs no later than KataConfig, so that a node reboots once for all of them', () => {
    const expected = shape.tee === 'tdx' || shape.gpu === 'nvidia';
    expect(indexOf('machine-configs') >= 0).toBe(expected);
    expect(indexOf('machine-configs')).toBeLessThanOrEqual(indexOf('kata-config'));
  });

  it('verifies the refusal only after attestation, since where nobody gets anything a refusal shows nothing', () => {
    expect(indexOf('verification') >= 0).toBe(verification !== undefined);
    expect(indexOf('refusal') >= 0).toBe(verification?.refusal === true);
    if (verification?.refusal === true) expect(indexOf('refusal')).toBeGreaterThan(indexOf('G7'));
  });

  it('ends with workloads, after the last gate', () => {
    expect(steps.at(-1)).toMatchObject({ kind: 'stage', subjects: ['workloads'] });
    expect(steps.at(-2)?.kind).toBe('gate');
  });

  it('names every step in words', () => {
    const titles = steps.map(({ title }) => title);
    expect(titles.every((title) => title.length > 5)).toBe(true);
    expect(new Set(titles).size).toBe(steps.length);
  });
});
