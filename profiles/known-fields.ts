import * as z from 'zod';
import { unwrap } from './field.ts';
import { profileSchema } from './schema/profile.ts';

/** A place of a profile that the schema knows. */
export interface KnownField {
  /** From the top, with `*` for any index or free key. */
  readonly path: readonly string[];
  /** The alternative without which it is not there: `type: persistent-volume-claim`. */
  readonly needs?: { readonly key: string; readonly value: string };
}

/** Every key that a profile may have, parents before their children. */
export function knownFields(): readonly KnownField[] {
  fields ??= below(profileSchema, []);
  return fields;
}

let fields: readonly KnownField[] | undefined;

function below(wrapped: z.ZodType, path: readonly string[]): KnownField[] {
  const schema = unwrap(wrapped);
  if (schema instanceof z.ZodObject) return members(schema, path);
  if (schema instanceof z.ZodArray) return below(schema.element as z.ZodType, [...path, '*']);
  if (schema instanceof z.ZodRecord) return below(schema.valueType as z.ZodType, [...path, '*']);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  const { discriminator: key } = schema.def;
  return schema.options.flatMap((option) => {
    if (!(option instanceof z.ZodObject)) return [];
    const choice: z.ZodType = option.shape[key];
    const value = choice instanceof z.ZodLiteral ? String(choice.value) : '';
    const found = members(option, path);
    return found.map((field) =>
      field.path.at(-1) === key || field.path.length > path.length + 1
        ? field
        : { ...field, needs: { key, value } },
    );
  });
}

function members({ shape }: z.ZodObject, path: readonly string[]): KnownField[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const own = [...path, name];
    return [{ path: own }, ...below(schema as z.ZodType, own)];
  });
}
