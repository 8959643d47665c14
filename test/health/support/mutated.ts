import fc from 'fast-check';
import { type Json, type JsonObject, RECORDED, type RecordedCase } from './recorded.ts';

/** A recorded object with a few changes to its spec and status. */
export interface MutatedCase extends Pick<RecordedCase, 'kind'> {
  readonly name: string;
  readonly object: JsonObject;
}

type Edit = { readonly drop: true } | { readonly set: Json };

/** None is a type of condition: a list with two of a type, which no operator writes, has no health that is defined. */
const TEXTS = [
  'True',
  'False',
  'Unknown',
  '',
  'x',
  'Failed',
  'Deleting',
  'Succeeded',
  'ready',
  'ignored',
  'NoGPUNodes',
];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constant<Edit>({ drop: true }),
  fc.constant<Edit>({ set: null }),
  fc.integer({ min: -1, max: 4 }).map((number) => ({ set: number })),
  fc.constantFrom(...TEXTS).map((text) => ({ set: text })),
  fc
    .constantFrom<Json[]>(true, false, [], {}, ['x'], [{}], [[]], { x: 'x' })
    .map((value) => ({ set: value })),
);

/** Numbers choose the case and the places: whatever a test runner makes of them, there is one. */
export const mutatedCase: fc.Arbitrary<MutatedCase> = fc
  .record({
    recorded: fc.constantFrom(...RECORDED),
    edits: fc.array(fc.record({ place: fc.nat(9999), edit }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ recorded: { kind, name, object }, edits }) => {
    const copy = structuredClone(object);
    const said = edits.map((one) => apply(copy, one.place, one.edit));
    return { kind, name: `${name} with ${said.join(', ')}`, object: copy };
  });

/** Changes one place below spec and status, or these themselves; returns what was done. */
function apply(object: JsonObject, place: number, what: Edit): string {
  const places = ['spec', 'status'].flatMap((field) => placesOf(object, field, field));
  const chosen = places[place % Math.max(places.length, 1)];
  if (chosen === undefined) return 'nothing to change';
  const { parent, key, label } = chosen;
  const inList = Array.isArray(parent);
  // An API server refuses null in a list.
  if ('drop' in what || (what.set === null && inList)) {
    if (inList) parent.splice(Number(key), 1);
    else delete parent[key];
    return `${label} dropped`;
  }
  (parent as JsonObject)[key] = structuredClone(what.set);
  return `${label} = ${JSON.stringify(what.set)}`;
}

interface Place {
  readonly parent: JsonObject | Json[];
  readonly key: string;
  readonly label: string;
}

function placesOf(parent: JsonObject | Json[], key: string, label: string): Place[] {
  const value = (parent as JsonObject)[key];
  if (value === undefined) return [];
  const below =
    typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((next) => placesOf(value, next, `${label}.${next}`))
      : [];
  return [{ parent, key, label }, ...below];
}
