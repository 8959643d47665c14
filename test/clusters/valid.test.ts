import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { describe, expect, it } from 'vitest';
import { validateRendered } from '../../render/validate-rendered.ts';
import { canonicalJson } from '../constructs/support/canonical-json.ts';
import { SHAPES } from '../support/shapes.ts';
import { allObjects, CLUSTERS, clusterOf } from './support/clusters.ts';

describe.each(CLUSTERS)('the objects of $name', ({ cluster }) => {
  it('would all be accepted by the API server, and no two are the same', () => {
    const verdicts = validateRendered(allObjects(cluster), wholeCatalog);
    const problems = verdicts.flatMap(({ identity, findings }) =>
      findings.map(
        ({ rule, path, message }) => `${identity.kind} ${identity.name} ${path}: ${message} [${rule}]`,
      ),
    );
    expect(problems).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(10);
  });

  it('carry the sync wave of their step, but for the gate before a removal, which is in no sync', () => {
    const removal = cluster.steps.filter(({ step }) => step.kind === 'gate' && step.code === 'remove');
    expect(removal.flatMap(({ objects }) => objects.map(({ metadata }) => metadata.annotations))).toEqual([
      {
        'argocd.argoproj.io/hook': 'PreDelete',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      },
    ]);
    for (const { step, objects } of cluster.steps.slice(0, -1)) {
      // The marker of the MachineConfigs comes before the gate that it is beside.
      const waves = objects
        .filter(({ kind }) => step.kind !== 'gate' || kind === 'Job')
        .map(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave']);
      expect(waves.length).toBeGreaterThan(objects.length - 2);
      expect(waves).toEqual(waves.map(() => String(step.wave)));
    }
  });
});

it.each(SHAPES)('are the same bytes each time: $tee, gpu $gpu, $topology', (shape) => {
  const bytes = () => canonicalJson(allObjects(clusterOf(shape)));
  expect(bytes()).toBe(bytes());
});
