import { made } from './verdicts.ts';

/** The least schema of a kind. */
export const root = { type: 'object' };
export const crd = (spec: object, version: object = {}, metadata: object = {}): object =>
  made(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    {
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: root }, ...version },
        ],
        ...spec,
      },
    },
    { name: 'widgets.example.com', ...metadata },
  );
export const schema = (fields: object, version: object = {}): object =>
  crd({}, { schema: { openAPIV3Schema: { ...root, ...fields } }, ...version });
export const field = (x: object): object => schema({ properties: { x } });
export const at = '/spec/versions/0/schema/openAPIV3Schema';
export const x = `${at}/properties/x`;
export const list = (fields: object, items: object = { type: 'object' }): object =>
  field({ type: 'array', items, ...fields });

export const selectable = (paths: readonly string[]): object =>
  schema(
    {
      properties: {
        metadata: { type: 'object', properties: { name: { type: 'string' } } },
        spec: {
          type: 'object',
          properties: {
            color: { type: 'string' },
            count: { type: 'integer' },
            map: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
      },
    },
    { selectableFields: paths.map((jsonPath) => ({ jsonPath })) },
  );
export const selectedBy = (index: number): string => `/spec/versions/0/selectableFields/${index}/jsonPath`;
export const ruled = (...rules: readonly object[]): object =>
  field({
    type: 'object',
    properties: { a: { type: 'object', additionalProperties: { type: 'string' } } },
    'x-kubernetes-validations': rules,
  });
export const ofRule = (name: string): string => `${x}/x-kubernetes-validations/0/${name}`;
