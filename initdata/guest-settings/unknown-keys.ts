import { nearest } from 'kube-strict/ground/nearest.ts';
import type { InitdataProblem } from '../problem.ts';
import { GUEST_KEYS, GUEST_PROGRAMS, type GuestFile, tableName } from './keys.ts';
import type { TableNode } from './table-tree.ts';

/** A name that a program passes over, where it stands, and what it was probably meant to be. */
interface Place {
  readonly file: GuestFile;
  readonly table: string;
}

/** Every name of a key or a table, with the places where it is read. */
const PLACES: ReadonlyMap<string, readonly Place[]> = (() => {
  const places = new Map<string, Place[]>();
  const add = (name: string, place: Place) => {
    const known = places.get(name) ?? [];
    if (known.some(({ file, table }) => file === place.file && table === place.table)) return;
    places.set(name, [...known, place]);
  };
  for (const { file, table, key } of GUEST_KEYS) {
    add(key, { file, table });
    const steps = table === '' ? [] : table.split('.');
    for (const [depth, step] of steps.entries()) {
      add(step.replace('[]', ''), { file, table: steps.slice(0, depth).join('.') });
    }
  }
  return places;
})();

/**
 * About a name in a table whose program does not read it. The name is shown only when it is one that is known, or nearly:
 * any other could be a secret.
 *
 * @returns undefined when nothing is known that it could have been meant to be
 */
export function unknownName(name: string, node: TableNode): InitdataProblem | undefined {
  const { file, table } = node;
  const own = [...node.keys.keys(), ...node.tables.keys()];
  const near = nearIn(name, own);
  if (near !== undefined) {
    const message = `${at(file, table)} ${name} is a name that the ${GUEST_PROGRAMS[file]} passes over; did you mean ${near}`;
    return { severity: 'warning', message, fix: `write ${near}, or remove it` };
  }
  const known = PLACES.has(name) ? name : nearest(name, PLACES.keys());
  const place = known === undefined ? undefined : nearestPlace(PLACES.get(known) ?? [], node);
  if (known === undefined || place === undefined) return undefined;
  const meant = known === name ? '' : `, as ${known}`;
  const message = `${at(file, table)} ${name} is passed over there; it belongs into ${at(place.file, place.table)}${meant}`;
  const isAbove = place.file === file && (table === place.table || table.startsWith(`${place.table}.`));
  const above = place.table === '' ? 'the first table' : `the tables below ${tableName(place.table)}`;
  return {
    severity: 'warning',
    message,
    fix: isAbove
      ? `write it above ${above}: in TOML, a key belongs to the table that stands before it`
      : 'move it there',
  };
}

/** About a table or a key beside `data`, which is read by nobody. */
export function unknownOutside(name: string): InitdataProblem | undefined {
  const own = nearIn(name, ['algorithm', 'version', 'data']);
  if (own !== undefined) {
    const message = `${name} beside "data" is read by nobody; did you mean ${own}`;
    return { severity: 'warning', message, fix: `write ${own}, or remove it` };
  }
  const known = PLACES.has(name) ? name : nearest(name, PLACES.keys());
  const [place] = PLACES.get(known ?? '') ?? [];
  if (known === undefined || place === undefined) return undefined;
  const top = place.table === '' ? known : (place.table.split('.')[0] ?? '').replace('[]', '');
  const message = `"${name}" stands beside "data", where nobody reads it; it belongs into ${at(place.file, place.table)}`;
  return {
    severity: 'warning',
    message,
    fix: `move it into the text of "${place.file}" below "data", where [${top}] is read`,
  };
}

/** By spelling; or one is the end of the other, as of `cert` and `kbs_cert`. */
function nearIn(name: string, own: readonly string[]): string | undefined {
  const near = nearest(name, own);
  if (near !== undefined) return near;
  if (PLACES.has(name) || name.length < 3)
    return own.find((known) => name.length > 2 && known.endsWith(`_${name}`));
  return own.find((known) => known.endsWith(`_${name}`) || name.endsWith(`_${known}`));
}

/** Above it in the same file, else in the same file, else anywhere. */
function nearestPlace(places: readonly Place[], { file, table }: TableNode): Place | undefined {
  const same = places.filter((place) => place.file === file);
  const above = same.filter((place) => place.table === '' || table.startsWith(place.table));
  return above.at(-1) ?? same[0] ?? places[0];
}

function at(file: GuestFile, table: string): string {
  return table === '' ? file : `${file} ${tableName(table)}`;
}
