import { afterAll, describe, expect, it } from 'vitest';
import { promisesPage } from './promises/page.ts';
import { contentStates, PROMISES } from './promises/promises.ts';
import { dataOf, SHAPES } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { readyObjects } from './support/ready-cluster.ts';

const driver = hasPython ? new GateDriver() : undefined;
afterAll(() => driver?.close());

describe.skipIf(!hasPython)('a cluster that is ready but for one field (skipped without python3)', () => {
  let states = 0;

  it.each(SHAPES.flatMap((shape) => [0, 2].map((more) => ({ ...shape, more }))))(
    'is held, whichever field it is: $tee $gpu $topology, $more nodes more than expected',
    async ({ more, ...shape }) => {
      const data = dataOf(shape, {}, more === 0 ? undefined : '{}');
      const { cluster } = data;
      const nodes = cluster.expectedNodes + (shape.topology === 'single-node' ? 0 : more);
      const objects = readyObjects(cluster, nodes);
      const world = { cluster, objects };
      const asked = new Set(data.gates.flatMap(({ conditions }) => conditions.map(({ id }) => id)));
      const ready = await driver?.variants(
        data,
        objects,
        [...asked].map((id) => ({ id, edits: [] })),
      );
      expect([...asked].filter((id, index) => ready?.[index] && id !== 'marker-gone')).toEqual([]);
      const wrong = [
        ...PROMISES.flatMap((promise) =>
          promise.wrong(world).flatMap((edits) => promise.ids.map((id) => ({ id, edits }))),
        ),
        ...contentStates(world),
      ].filter(({ id }) => asked.has(id));
      const held = await driver?.variants(data, objects, wrong);
      expect(wrong.filter((_state, index) => held?.[index] !== true).slice(0, 5)).toEqual([]);
      states += wrong.length;
    },
  );

  it('comes in thousands of ways', () => expect(states).toBeGreaterThan(5000));
});

describe('the page on what gates rest on', () => {
  it('says what is tested', async () => {
    await expect(promisesPage()).toMatchFileSnapshot('../../docs/gates.md');
  });
});
