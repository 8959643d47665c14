import * as z from 'zod';
import { fieldAt } from './field.ts';
import { type Path, valueAt } from './path.ts';
import type { YamlSource } from './yaml-source.ts';

/** What is there of a mapping whose key that chooses between alternatives is missing or wrong. */
export interface Undecided {
  /** The choices that have all of its known keys. */
  readonly fitting: readonly string[];
  /** Its keys that no alternative has. */
  readonly strangers: readonly string[];
  /** The keys of all alternatives. */
  readonly known: readonly string[];
}

/** @param path where the key is or should be that chooses, such as `pccs.storage.type` */
export function undecided(path: Path, { value }: YamlSource): Undecided {
  const parent = path.slice(0, -1);
  const choice = String(path.at(-1));
  const union = fieldAt(parent, value)?.schema;
  const options = union instanceof z.ZodDiscriminatedUnion ? union.options : [];
  const alternatives = options
    .filter((option) => option instanceof z.ZodObject)
    .map(({ shape }) => ({ name: nameOf(shape[choice]), keys: Object.keys(shape) }));
  const known = [...new Set(alternatives.flatMap(({ keys }) => keys))];
  const written = Object.keys(valueAt(value, parent) ?? {}).filter((key) => key !== choice);
  const wanted = written.filter((key) => known.includes(key));
  const fitting = alternatives.filter(({ keys }) => wanted.every((key) => keys.includes(key)));
  return {
    fitting: wanted.length === 0 ? [] : fitting.map(({ name }) => name),
    strangers: written.filter((key) => !known.includes(key)),
    known,
  };
}

function nameOf(choice: z.ZodType | undefined): string {
  return choice instanceof z.ZodLiteral ? String(choice.value) : '';
}
