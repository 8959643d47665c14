import * as z from 'zod';
import { EXAMPLES } from './examples.ts';
import { type Path, valueAt } from './path.ts';
import { profileSchema } from './schema/profile.ts';

/** What the schema knows about one place of a profile. */
export interface Field {
  /** The path with `*` for indexes and free keys, as in `EXAMPLES`. */
  readonly pattern: string;
  /** The schema of a value that is there. */
  readonly schema: z.ZodType;
  readonly description?: string;
  /** A value that would be right, as YAML on one line. */
  readonly example?: string;
}

/**
 * The field at a path; undefined when the schema has none there. Which alternative of a union counts is read from
 * `value`, the whole profile as written.
 */
export function fieldAt(path: Path, value: unknown): Field | undefined {
  let wrapped: z.ZodType = profileSchema;
  const pattern: (string | number)[] = [];
  for (const [index, step] of path.entries()) {
    const next = childSchema(unwrap(wrapped), step, valueAt(value, path.slice(0, index)));
    if (next === undefined) return undefined;
    pattern.push(next.free ? '*' : step);
    wrapped = next.schema;
  }
  const schema = unwrap(wrapped);
  const description = wrapped.description ?? schema.description;
  const example = EXAMPLES[pattern.join('.')] ?? defaultOf(wrapped);
  return {
    pattern: pattern.join('.'),
    schema,
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
  };
}

/** The keys that a mapping may have at a path; none when it is no mapping or its keys are free. */
export function knownKeys(path: Path, value: unknown): readonly string[] {
  const schema = fieldAt(path, value)?.schema;
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  return Object.keys(alternative(schema, valueAt(value, path))?.shape ?? {});
}

/** The schema of a value that is there. */
export function unwrap(schema: z.ZodType): z.ZodType {
  const wrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

function childSchema(
  schema: z.ZodType,
  step: string | number,
  value: unknown,
): { schema: z.ZodType; free: boolean } | undefined {
  if (schema instanceof z.ZodArray) return { schema: schema.element as z.ZodType, free: true };
  if (schema instanceof z.ZodRecord) return { schema: schema.valueType as z.ZodType, free: true };
  const object = schema instanceof z.ZodDiscriminatedUnion ? alternative(schema, value) : schema;
  if (!(object instanceof z.ZodObject) || !Object.hasOwn(object.shape, step)) return undefined;
  return { schema: object.shape[step], free: false };
}

/** The alternative that the value's discriminator names, else the first. */
function alternative(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodObject | undefined {
  const options = union.options.filter((option) => option instanceof z.ZodObject);
  const { discriminator } = union.def;
  const chosen = options.find(
    (option) => option.shape[discriminator].safeParse(valueAt(value, [discriminator])).success,
  );
  return chosen ?? options[0];
}

function defaultOf(schema: z.ZodType): string | undefined {
  if (!(schema instanceof z.ZodDefault)) return undefined;
  const { defaultValue } = schema.def;
  return typeof defaultValue === 'object' ? undefined : String(defaultValue);
}
