import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { record } from './support/case.ts';
import { type ClusterName, DATA } from './support/gate-data.ts';
import { GateDriver, hasPython, type ObjectsByPath } from './support/gate-driver.ts';
import type { Loose } from './support/loose.ts';
import { readyObjects } from './support/ready-cluster.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

function theDriver(): GateDriver {
  if (driver === undefined) throw new Error('there is no Python');
  return driver;
}

/** Conditions that hold when something is not there, or not yet. */
const HOLD_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'attestation-not-failed': ['jobs/'],
  'gpu-not-failed': ['jobs/'],
  'refusal-not-failed': ['jobs/'],
  'kata-config-idle': ['kataconfigs/'],
  'no-early-feature-gate': ['configmaps/', 'kataconfigs/'],
  // Whatever lists no marker.
  'marker-gone': ['machineconfigpools/'],
  // That it exists, and no more.
  'pool-exists': ['kataconfigs/', 'machineconfigpools/'],
  'pool-idle': ['machineconfigpools/', 'kataconfigs/'],
  'pool-nodes': ['kataconfigs/'],
  'pool-not-degraded': ['kataconfigs/'],
  'pool-not-paused': ['kataconfigs/'],
  'pool-rendered': ['kataconfigs/'],
  'pool-spec': ['kataconfigs/'],
  'pool-updated': ['kataconfigs/'],
  'pools-not-degraded-at-first': ['kataconfigs/'],
  'pools-not-paused': ['kataconfigs/'],
  'runtime-classes': ['kataconfigs/'],
  // Looked at for defaults that we do not know.
  'kata-config-as-in-git': ['customresourcedefinitions/'],
  'node-features-as-in-git': ['customresourcedefinitions/'],
  'single-kata-config': ['kataconfigs'],
  // Where nothing waits for approval, nothing is asked of the InstallPlan.
  'operators-installed': ['installplans/'],
};

const ODD_OBJECTS: readonly unknown[] = [
  null,
  {},
  { metadata: null, spec: null, status: null, items: null },
  { metadata: 'x', spec: 'x', status: 'x', items: 'x', data: 'x', handler: 1, endpoints: 'x' },
  { metadata: [], spec: [], status: [], items: {}, data: [] },
  { metadata: {}, spec: {}, status: {}, items: [null] },
  { metadata: {}, spec: {}, status: { conditions: null }, items: ['x'] },
  {
    metadata: { name: 1, labels: [], annotations: 'x' },
    status: { conditions: [null, 'x', {}] },
    items: [{}],
  },
  'x',
  7,
  true,
  [],
];

const ODD_VALUES: readonly unknown[] = [
  null,
  '',
  'x',
  0,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  [null],
  ['x'],
  [{}],
  { a: 1 },
];

function conditionsOf(name: ClusterName): string[] {
  const { gates } = DATA[name];
  return [...new Set(gates.flatMap(({ conditions }) => conditions.map(({ id }) => id)))];
}

describe.skipIf(!hasPython)('odd objects (skipped without python3)', () => {
  it.each(['tdx', 'gpu', 'sno', 'daemonset', 'manual', 'verified'] as const)(
    'in place of any object never let a condition hold, nor end a rollout (%s)',
    async (name) => {
      const data = DATA[name];
      const ids = conditionsOf(name);
      const ready = readyObjects(data.cluster);
      const readers = await readersOf(name, ids);
      for (const path of Object.keys(ready)) {
        const reading = readers.get(path) ?? [];
        for (const odd of ODD_OBJECTS) {
          const objects: ObjectsByPath = { ...ready, [path]: odd };
          const verdicts = await theDriver().judge(reading, data, objects);
          for (const id of reading) {
            const label = `${id} with ${JSON.stringify(odd)} at ${path}: ${verdicts[id]?.seen}`;
            const isObject = odd === null || (typeof odd === 'object' && !Array.isArray(odd));
            if (HOLD_WITHOUT[id]?.some((part) => path.includes(part))) continue;
            expect(verdicts[id]?.state, label).not.toBe('ok');
            // A runtime class has a handler from its first moment.
            if (id !== 'runtime-classes') expect(verdicts[id]?.state, label).toBe('wait');
            if (isObject) expect(verdicts[id]?.seen, label).not.toContain('defect');
          }
        }
      }
    },
  );

  it('anywhere inside the objects never make the program fail', async () => {
    for (const name of ['tdx', 'gpu', 'manual', 'daemonset', 'verified'] as const) {
      const data = DATA[name];
      const ids = conditionsOf(name);
      const places = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...ODD_VALUES)), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(places, async (chosen) => {
          const objects = structuredClone(readyObjects(data.cluster));
          for (const [place, value] of chosen) replaceAt(objects, place, value);
          const verdicts = await theDriver().judge(ids, data, objects);
          for (const id of ids) expect(verdicts[id]?.seen, id).not.toContain('defect');
          for (const id of ['operators-installed', 'runtime-classes'].filter((key) => ids.includes(key))) {
            await theDriver().changes(id, data, objects);
          }
        }),
        { numRuns: 60, seed: 1 },
      );
    }
  }, 120_000);

  it('are shown in one short line', async () => {
    const message = `first\nsecond\t\u0007third\u2028${'long '.repeat(200)}`;
    const { data, objects } = record({
      id: 'pool-not-degraded',
      title: '',
      cluster: 'tdx',
      state: 'wait',
      seen: [],
      change: (state) => {
        const conditions = ['NodeDegraded', 'Degraded'].map((type) => ({ type, status: 'True', message }));
        Object.assign(state.pool()['status'] as Loose, { conditions });
      },
    });
    const { 'pool-not-degraded': verdict } = await theDriver().judge(['pool-not-degraded'], data, objects);
    expect(verdict?.seen).toContain('first second third long');
    expect(verdict?.seen).toMatch(/^[ -~]{1,403}$/);
  });
});

/** The conditions that read a path, by path. */
async function readersOf(name: ClusterName, ids: readonly string[]): Promise<Map<string, string[]>> {
  const data = DATA[name];
  const ready = readyObjects(data.cluster);
  const readers = new Map<string, string[]>();
  for (const id of ids) {
    const condition = data.gates.flatMap(({ conditions }) => conditions).find((one) => one.id === id);
    if (condition === undefined) continue;
    const alone = { ...data, gates: [{ code: 'G0' as const, title: '', conditions: [condition] }] };
    for (const path of await theDriver().paths('G0', alone, ready)) {
      readers.set(path, [...(readers.get(path) ?? []), id]);
    }
  }
  return readers;
}

/** Replaces the value at one of all places inside the objects. */
function replaceAt(objects: Loose, place: number, value: unknown): void {
  const places: [Loose, string][] = [];
  const visit = (parent: Loose) => {
    for (const [key, child] of Object.entries(parent)) {
      if (parent !== objects) places.push([parent, key]);
      if (typeof child === 'object' && child !== null) visit(child as Loose);
    }
  };
  visit(objects);
  const [parent, key] = places[place % places.length] ?? [objects, ''];
  parent[key] = value;
}
