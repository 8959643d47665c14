import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../../bin/build/condense-crds.mjs', import.meta.url));
const FIXTURES = fileURLToPath(new URL('fixtures/crds/newest/', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/condense-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of a fixture below the two that say where it is from. */
function condensed(file: string, name: string): string {
  execFileSync(process.execPath, [SCRIPT, '--source', 'a test', '--into', folder, file]);
  return withoutHeader(readFileSync(`${folder}/${name}`, 'utf8'));
}
const withoutHeader = (text: string) => text.split('\n').slice(2).join('\n');

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com', annotations: { a: 'b' }, resourceVersion: '1' },
  spec: {
    group: 'example.com',
    scope: 'Cluster',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        additionalPrinterColumns: [],
        schema: {
          openAPIV3Schema: {
            description: 'A thing.',
            type: 'object',
            required: ['description'],
            properties: { description: { type: 'string', maxLength: 9, description: 'Prose.' } },
            'x-kubernetes-validations': [{ rule: 'true', message: 'more prose' }],
          },
        },
      },
    ],
  },
  status: { acceptedNames: {} },
};

describe('the script that condenses definitions', () => {
  it('keeps what a server judges by, and leaves out what people read', () => {
    const file = `${folder}/given.json`;
    // As "oc get crd -o yaml" writes it.
    writeFileSync(file, JSON.stringify({ kind: 'List', items: [definition, { kind: 'Other' }] }));
    expect(load(condensed(file, 'things.example.com.yaml'))).toEqual({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: {
        ...definition.spec,
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                required: ['description'],
                properties: { description: { type: 'string', maxLength: 9 } },
                'x-kubernetes-validations': [{ rule: 'true' }],
              },
            },
          },
        ],
      },
    });
  });

  it('changes nothing in what it has made', () => {
    const name = 'clusterpolicies.nvidia.com.yaml';
    expect(condensed(FIXTURES + name, name)).toBe(withoutHeader(readFileSync(FIXTURES + name, 'utf8')));
  });
});
