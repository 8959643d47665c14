import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from 'kube-strict/ground/json.ts';
import { kubernetesCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { validateObject } from 'kube-strict/validation/validate.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { OWN_CRDS, ownCrd, textOfCrd } from './own-crds.ts';
import { structuralProblems } from './structural.ts';

interface CrdSpec {
  readonly group: string;
  readonly names: { readonly plural: string };
  readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: JsonObject } }[];
}

function specOf(file: string): CrdSpec {
  return ownCrd(file)['spec'] as unknown as CrdSpec;
}

describe('our definitions', () => {
  it('are all imported as classes', () => {
    const config = fileURLToPath(new URL('../../cdk8s.yaml', import.meta.url));
    const { imports } = parse(readFileSync(config, 'utf8')) as { readonly imports: readonly string[] };
    expect(imports.map((entry) => entry.replace(/^[\w-]+:=crds\//, '')).sort()).toEqual(OWN_CRDS);
  });

  it.each(OWN_CRDS)('are objects that a server accepts: %s', (file) => {
    const { kind, findings } = validateObject(ownCrd(file), kubernetesCatalog);
    expect(kind?.kind).toBe('CustomResourceDefinition');
    expect(findings).toEqual([]);
  });

  it.each(OWN_CRDS)('are structural, and hold no texts for people: %s', (file) => {
    for (const { schema } of specOf(file).versions) {
      expect(structuralProblems(schema.openAPIV3Schema)).toEqual([]);
    }
    expect(JSON.stringify(specOf(file))).not.toMatch(/"message(Expression)?":"|additionalPrinterColumns/);
  });

  it.each(OWN_CRDS)('are named after what they define: %s', (file) => {
    const { group, names } = specOf(file);
    expect(file).toBe(`${names.plural}.${group}.yaml`);
    expect(ownCrd(file)['metadata']).toEqual({ name: `${names.plural}.${group}` });
  });

  it.each(OWN_CRDS)('read the same as YAML 1.1 and 1.2: %s', (file) => {
    expect(ownCrd(file)).toEqual(parse(textOfCrd(file)));
  });
});

describe('a schema', () => {
  it.each([
    [{}, [': has no type']],
    [{ type: 'object', properties: { a: { format: 'int32' } } }, ['.a: has no type']],
    [{ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }, []],
    [{ 'x-kubernetes-preserve-unknown-fields': true }, []],
    [{ type: 'array' }, [': is a list of anything']],
    [{ type: 'array', items: {} }, ['[]: has no type']],
    [{ type: 'object', additionalProperties: {} }, ['.*: has no type']],
    [
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
      [': has fields and is a map'],
    ],
    [{ type: 'string', $ref: '#/x' }, [': has $ref']],
    [{ type: 'object', properties: { a: { type: 'string', description: 'A.' } } }, ['.a: has description']],
    [{ type: 'object', properties: { description: { type: 'string' } } }, []],
    [{ type: 'string', anyOf: [{ type: 'string' }] }, [': has type in a combination']],
    [{ type: 'string', not: { allOf: [{ nullable: true }] } }, [': has nullable in a combination']],
    [
      { type: 'object', properties: { a: { type: 'string' } }, oneOf: [{ properties: { b: {} } }] },
      ['.b: is only in a combination'],
    ],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        oneOf: [{ properties: { a: { default: 'x' } } }],
      },
      ['.a: has default in a combination'],
    ],
    [
      { type: 'array', items: { type: 'string' }, anyOf: [{ items: { type: 'string' } }] },
      ['[]: has type in a combination'],
    ],
    [{ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' }, [': has no keys']],
    [
      {
        type: 'array',
        items: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', default: '' } } },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['a', 'b'],
      },
      [': items may lack the key a'],
    ],
  ])('is structural, or is told why not: %j', (schema, problems) => {
    expect(structuralProblems(schema as JsonObject)).toEqual(problems);
  });
});
