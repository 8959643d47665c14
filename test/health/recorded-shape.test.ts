import { Ajv } from 'ajv';
import { publishedCrd } from 'kube-strict/test/support/published-crds.ts';
import { describe, expect, it } from 'vitest';
import { groupOf, HEALTH_KINDS } from '../../rollout/health/kinds.ts';
import type { KindHealth } from '../../rollout/health/rules.ts';
import { RECORDED } from './support/recorded.ts';

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
}

/** The published schema of the status of a kind, without fields that it does not name. */
function publishedStatus(kind: KindHealth): Schema {
  const plural = kind.kind.toLowerCase().replace(/y$/, 'ie');
  const crd = publishedCrd(`${plural}s.${groupOf(kind)}`) as unknown as {
    spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
  };
  const version = crd.spec.versions.find(({ name }) => kind.apiVersion.endsWith(`/${name}`));
  const status = version?.schema.openAPIV3Schema.properties?.['status'];
  if (status === undefined) throw new Error(`No schema of the status of ${kind.kind}`);
  return closed(status);
}

function closed(schema: Schema): Schema {
  if (schema.items !== undefined) return { ...schema, items: closed(schema.items) };
  if (schema.properties === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => [name, closed(property)]);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false } as Schema;
}

describe('recorded statuses', () => {
  it.each(HEALTH_KINDS)('of $kind fit the published schema, but for the odd ones', (kind) => {
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      publishedStatus(kind),
    );
    const statuses = RECORDED.filter((recorded) => recorded.kind === kind && 'status' in recorded.object);
    const faults = statuses
      .filter(({ name }) => !name.includes('/odd-'))
      .map(({ name, object }) => [name, validate(object['status']) ? [] : validate.errors]);
    expect(faults.length).toBeGreaterThan(3);
    expect(faults.filter(([, errors]) => errors?.length)).toEqual([]);
  });
});
