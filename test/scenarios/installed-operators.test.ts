import { describe, expect, it } from 'vitest';
import { installedBefore } from '../simulator/failures.ts';
import { CSVS, SUBSCRIPTIONS } from '../simulator/resources.ts';
import { hasPython, NEEDS_PYTHON, scenarios } from './support/scenario.ts';

const scenario = scenarios();
const SHAPE = { tee: 'snp', gpu: 'none', topology: 'multi-node' } as const;
const OSC_NAMESPACE = 'openshift-sandboxed-containers-operator';
const profile = {
  operators:
    '{ nodeFeatureDiscovery: { installed: true, namespace: their-nfd }, sandboxedContainers: { installed: true } }',
};
const theirs = (version: string) => {
  const osc = `sandboxed-containers-operator.v${version}`;
  return {
    catalog: { nfd: ['nfd.v4.21.0'], 'sandboxed-containers-operator': [osc] },
    operators: [
      { csv: 'nfd.v4.21.0', namespace: 'their-nfd' },
      { csv: osc, namespace: OSC_NAMESPACE },
    ],
  };
};

describe.skipIf(!hasPython)(`operators that somebody else has installed ${NEEDS_PYTHON}`, () => {
  it('are waited for and used, and nothing of ours installs them', async () => {
    const { catalog, operators } = theirs('1.12.1');
    const { cluster, argo, objects, gates } = scenario(SHAPE, {
      profile,
      catalog,
      failures: [installedBefore(operators, 900)],
    });
    expect((await argo.sync(() => objects)).outcome).toBe('Succeeded');
    expect(gates.oracle?.holds('G5')).toBe(true);
    const kinds = objects.filter(({ kind }) => ['Subscription', 'OperatorGroup'].includes(kind));
    expect(kinds).toEqual([]);
    expect(cluster.store.list(SUBSCRIPTIONS).map(({ metadata }) => metadata.name)).toEqual([
      'their-nfd',
      'their-sandboxed-containers-operator',
    ]);
    expect(cluster.store.list(CSVS)).toHaveLength(2);
  });

  it('hold the first gate where their version is too old', async () => {
    const { catalog, operators } = theirs('1.11.0');
    const { argo, objects } = scenario(SHAPE, { profile, catalog, failures: [installedBefore(operators)] });
    const result = await argo.sync(() => objects, 2);
    expect(result.outcome).not.toBe('Succeeded');
    expect(result.gates.at(-1)).toMatchObject({ code: 'G0' });
  });
});
