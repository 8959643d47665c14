import type { GateCluster } from '../../../rollout/gates/gate-cluster.ts';
import type { Variant } from '../support/gate-driver.ts';
import { at, type Loose, listAt, nameOf } from '../support/loose.ts';
import { NODES, POOLS } from '../support/ready-cluster.ts';

/** A cluster that is ready. */
export interface World {
  readonly cluster: GateCluster;
  readonly objects: Readonly<Record<string, Loose>>;
}

type Keys = readonly (string | number)[];
/** An object, at each place where it can be read. */
export type Spots = readonly { readonly path: string; readonly keys: Keys }[];
export type Edits = Variant['edits'];

/** What is never right, to begin with: tried of every field. */
const ODD: readonly unknown[] = [undefined, null, '', 'x', -1, [], {}, ['x'], [null], { x: 1 }];
export const DELETING: readonly unknown[] = ['2026-01-02T03:04:05Z', 'x', 1];

/** Each object, with each value at one of its fields; undefined takes the field away. */
export function each(objects: readonly Spots[], keys: Keys, values: readonly unknown[] = ODD): Edits[] {
  return objects.flatMap((spots) =>
    values.map((value) =>
      spots.map((spot) => ({
        path: spot.path,
        keys: [...spot.keys, ...keys],
        ...(value === undefined ? {} : { value }),
      })),
    ),
  );
}

/** The values that are odd, and some more. */
export function odd(...more: readonly unknown[]): unknown[] {
  return [...ODD, ...more];
}

export function named(...paths: readonly string[]): Spots[] {
  return paths.map((path) => [{ path, keys: [] }]);
}

/** The nodes that run Kata. */
export function poolNodes({ cluster, objects }: World): Spots[] {
  const role = `node-role.kubernetes.io/${cluster.pool}`;
  return listAt(objects[NODES], 'items').flatMap((node, index) =>
    role in (at(node, 'metadata', 'labels') as Loose) ? [[{ path: NODES, keys: ['items', index] }]] : [],
  );
}

export function poolOf({ cluster, objects }: World): Spots[] {
  const index = listAt(objects[POOLS], 'items').findIndex((found) => nameOf(found) === cluster.pool);
  return [
    [
      { path: POOLS, keys: ['items', index] },
      { path: `${POOLS}/${cluster.pool}`, keys: [] },
    ],
  ];
}

/** Where in the pool a condition of its status is. */
export function conditionAt({ objects }: World, path: string, type: string): number {
  return listAt(objects[path], 'status', 'conditions').findIndex((entry) => entry['type'] === type);
}
