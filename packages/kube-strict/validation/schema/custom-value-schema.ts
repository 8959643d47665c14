import { customFormat } from '../formats/custom-formats.ts';
import type { ValueSchema } from './json-schema.ts';
import type { SourceSchema } from './source-schema.ts';

/**
 * The rules on values of a custom resource's schema as JSON Schema. Both are close, but Kubernetes validates with a fork
 * of go-openapi (k8s.io/kube-openapi pkg/validation/validate), whose verdicts differ in what the comments here say.
 */
export function customValueSchema(source: SourceSchema): ValueSchema {
  return mapSchema(source, true);
}

/** @param maybeNull whether the value may be null as far as the schemas around this one tell */
function mapSchema(source: SourceSchema, maybeNull: boolean): ValueSchema {
  const types = typesOf(source);
  const combined = combinationsOf(source);
  // A null is judged by `type` and `enum` alone (schema.go, Validate).
  const guarded =
    maybeNull &&
    !admitsNothing(source) &&
    (types === undefined || types.includes('null')) &&
    Object.keys(combined).length > 0;
  return {
    ...(types !== undefined && { type: types.length === 1 ? types[0] : types }),
    ...(customFormat(source) && { format: customFormat(source) }),
    ...enumOf(source),
    ...numberRules(source, types?.includes('integer') === true),
    ...pick(source, PLAIN),
    ...(source.pattern && { pattern: source.pattern }),
    ...(source.properties !== undefined && { properties: mapSchemas(source.properties) }),
    ...protoProperty(source.properties ?? {}),
    ...(typeof source.additionalProperties === 'object' && {
      additionalProperties: customValueSchema(source.additionalProperties),
    }),
    ...(source.items !== undefined && { items: customValueSchema(source.items) }),
    ...(guarded ? { if: { type: 'null' }, else: combined } : combined),
  };
}

const PLAIN = [
  'minLength',
  'maxLength',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
] as const;

/** Beyond this no integer is read as one: Go keeps it as a float, which is no integer above 2^53 (swag/convert.go). */
const INT64 = 2 ** 63;

function typesOf(source: SourceSchema): string[] | undefined {
  const format = customFormat(source) !== undefined;
  const types =
    source['x-kubernetes-int-or-string'] === true
      ? ['integer', 'string']
      : source.type === undefined
        ? []
        : [source.type].flat();
  const isNumeric = types.includes('integer') || types.includes('number');
  if (types.length === 0 && !format) return undefined;
  return [
    ...(types.length === 0 ? ['string', 'null'] : types),
    // With a format that counts, a list passes for a string: typeValidator leaves strings and slices to the format (type.go).
    ...(format && !isNumeric ? ['array'] : []),
    ...(source.nullable === true ? ['null'] : []),
  ];
}

/** `enum` never admits null, not even when null is among its values or the field is nullable (validator.go). */
function enumOf(source: SourceSchema): ValueSchema {
  const values = source.enum?.filter((value) => value !== null) ?? [];
  return values.length === 0 ? {} : { enum: values };
}

/** An enum of nothing but null; there is one in the CRD of Route. */
function admitsNothing(source: SourceSchema): boolean {
  return source.enum !== undefined && source.enum.length > 0 && source.enum.every((value) => value === null);
}

function numberRules(source: SourceSchema, integer: boolean): ValueSchema {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = source;
  const least = integer ? Math.max(minimum ?? -INT64, -INT64) : minimum;
  const most = integer ? Math.min(maximum ?? INT64, INT64) : maximum;
  return {
    ...(least !== undefined && { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: least }),
    ...(most !== undefined && { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: most }),
  };
}

function combinationsOf(source: SourceSchema): ValueSchema {
  const allOf = source.allOf?.filter((part) => !saysIntOrString(part)) ?? [];
  const anyOf = saysIntOrString(source) ? [] : (source.anyOf ?? []);
  const all = [...(admitsNothing(source) ? [false] : []), ...allOf.map(mapCombined)];
  return {
    ...(all.length > 0 && { allOf: all }),
    ...(anyOf.length > 0 && { anyOf: anyOf.map(mapCombined) }),
    ...(source.oneOf?.length && { oneOf: source.oneOf.map(mapCombined) }),
    ...(source.not !== undefined && { not: mapCombined(source.not) }),
  };
}

function mapCombined(source: SourceSchema): ValueSchema {
  return mapSchema(source, false);
}

/** The form that goes with x-kubernetes-int-or-string and only repeats it; as a rule it would report a wrong type twice. */
function saysIntOrString({ anyOf }: SourceSchema): boolean {
  const [first, second] = anyOf ?? [];
  return anyOf?.length === 2 && isOnlyType(first, 'integer') && isOnlyType(second, 'string');
}

function isOnlyType(schema: SourceSchema | undefined, type: string): boolean {
  return schema?.type === type && Object.keys(schema).length === 1;
}

/** Ajv passes over a property of this name (ajv lib/vocabularies/code.ts, allSchemaProperties), but for a pattern. */
function protoProperty(properties: Readonly<Record<string, SourceSchema>>): ValueSchema {
  const schema = Object.getOwnPropertyDescriptor(properties, '__proto__')?.value;
  return schema === undefined ? {} : { patternProperties: { '^__proto__$': customValueSchema(schema) } };
}

function mapSchemas(schemas: Readonly<Record<string, SourceSchema>>): Record<string, ValueSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, customValueSchema(schema)]));
}

function pick(source: SourceSchema, keywords: readonly (keyof SourceSchema)[]): ValueSchema {
  const stated = keywords.filter((keyword) => source[keyword] !== undefined);
  return Object.fromEntries(stated.map((keyword) => [keyword, source[keyword]]));
}
