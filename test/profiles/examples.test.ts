import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLES } from '../../profiles/examples.ts';
import { fieldAt } from '../../profiles/field.ts';
import { profileJsonSchema } from '../../profiles/json-schema.ts';

/** Messages for these have advice instead. */
const ADVISED =
  /(^|\.)image$|^images\.\w+$|^trustee\.certificate$|^initdata\.(agentPolicy|registryCertificates)$|^pccs\.tls\.certificateAuthority$/;

/** Chooses, of each union, the alternative with the most fields: the last one. */
const CHOSEN = {
  pccs: {
    secrets: { source: 'external-secrets' },
    tls: { source: 'cert-manager' },
    storage: { type: 'persistent-volume-claim' },
  },
};

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: unknown;
}

type Path = readonly (string | number)[];

/** The paths of a profile, with an index or a key where any will do. */
function paths(schema: JsonSchema, path: Path = []): Path[] {
  const { properties, items, additionalProperties } = schema.oneOf?.at(-1) ?? schema;
  const children = Object.entries(properties ?? {});
  return [
    ...(schema.const === undefined && schema.enum === undefined ? [path] : []),
    ...children.flatMap(([key, child]) => paths(child, [...path, key])),
    ...(items === undefined ? [] : paths(items, [...path, 0])),
    ...(additionalProperties ? paths(additionalProperties, [...path, 'any']) : []),
  ];
}

describe('examples in messages', () => {
  const fields = paths(JSON.parse(profileJsonSchema())).map((path) => fieldAt(path, CHOSEN));

  it('exist for every field that has neither keys, nor a list of values, nor advice', () => {
    const without = fields.filter(
      (field) => field?.example === undefined && !('shape' in (field?.schema ?? {})),
    );
    const unexplained = without.filter((field) => !ADVISED.test(field?.pattern ?? ''));
    expect(unexplained.map((field) => field?.pattern)).toEqual(['pccs.secrets', 'pccs.tls', 'pccs.storage']);
    expect(without.map((field) => field?.pattern)).toContain('trustee.certificate');
  });

  it('are right', () => {
    const wrong = fields.filter(
      (field) => field?.example !== undefined && !field.schema.safeParse(parse(field.example)).success,
    );
    expect(wrong.map((field) => field?.pattern)).toEqual([]);
  });

  it('are of fields that the schema has', () => {
    const patterns = new Set(fields.map((field) => field?.pattern));
    expect(Object.keys(EXAMPLES).filter((pattern) => !patterns.has(pattern))).toEqual([]);
  });
});
