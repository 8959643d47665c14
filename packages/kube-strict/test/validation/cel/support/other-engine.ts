import { Environment } from '@marcbachmann/cel-js';
import type { SourceSchema } from '../../../../validation/schema/source-schema.ts';

const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
environment.registerVariable('self', 'dyn');
environment.registerVariable('oldSelf', 'dyn');

/** What another engine makes of an expression, with all its own rules: its value, or `error`. */
export function otherOutcome(source: string, variables: Readonly<Record<string, unknown>> = {}): string {
  try {
    return show(environment.evaluate(source, { ...variables }));
  } catch {
    return 'error';
  }
}

function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : String(value);
}

/** A value as that engine takes it, by its schema. Texts with a format are left out: the rules compared here have none. */
export function otherValue(value: unknown, schema: SourceSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => otherValue(item, schema.items ?? {}));
  if (typeof value === 'number') return schema.type === 'number' ? value : BigInt(value);
  if (typeof value !== 'object' || value === null) return value;
  const { properties, additionalProperties } = schema;
  if (properties === undefined && typeof additionalProperties === 'object') {
    return new Map(
      Object.entries(value).map(([key, member]) => [key, otherValue(member, additionalProperties)]),
    );
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const part = properties?.[key];
      return part === undefined || member === null ? [] : [[key, otherValue(member, part)]];
    }),
  );
}
