import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Catalog, KindSchema, TypeSchema } from '../../../validation/catalog/catalog.ts';
import { kindSchema } from '../../../validation/catalog/crds.ts';
import { readRule } from '../../../validation/cel/read-rule.ts';
import { compileCheck } from '../../../validation/compile/compile-check.ts';
import { kindsOfCrd } from '../../../validation/schema/crd.ts';
import {
  joinDocuments,
  KUBERNETES_FILES,
  type KubernetesDocument,
  kindsOfKubernetes,
} from '../../../validation/schema/kubernetes.ts';
import { linkNodes, nodeTable } from '../../../validation/schema/node-table.ts';
import { apiVersionOf, type SourceKind } from '../../../validation/schema/source-kind.ts';
import { valueSchemaOf } from '../../../validation/schema/value-schema.ts';

/** The folder with the schemas of Kubernetes and OpenShift. */
export const schemaFolder = fileURLToPath(new URL('../../../validation/schemas', import.meta.url));

/** Definitions of custom resources to test with: those of the program that the validator was made for. */
const crds = fileURLToPath(new URL('../../../../../crds', import.meta.url));
export const crdFiles = readdirSync(crds)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => `${crds}/${file}`);

/** Kubernetes' own kinds as this repository has them, as stored. */
export const kubernetesDocument = joinDocuments(
  KUBERNETES_FILES.map(
    (file) => JSON.parse(readFileSync(`${schemaFolder}/${file}`, 'utf8')) as KubernetesDocument,
  ),
);

/** Kubernetes' own kinds as this repository has them. */
export const kubernetes = kindsOfKubernetes(kubernetesDocument);

/** ObjectMeta, compiled in memory. */
export const objectMeta: TypeSchema = {
  root: linkNodes(nodeTable(kubernetes.objectMeta.schema, kubernetes.objectMeta.definitions)),
  checkValue: compileCheck(valueSchemaOf({ family: 'kubernetes', ...kubernetes.objectMeta })),
};

/** A catalog that compiles in memory what it is asked for. */
export function catalogOf(kinds: readonly SourceKind[]): Catalog {
  const compiled = new Map<SourceKind, KindSchema>();
  return {
    find(apiVersion, kind) {
      const source = kinds.find((one) => apiVersionOf(one) === apiVersion && one.kind === kind);
      if (source === undefined) return undefined;
      const schema = compiled.get(source) ?? kindSchema(source, objectMeta, compileCheck, readRule);
      compiled.set(source, schema);
      return schema;
    },
  };
}

export const kubernetesCatalog = catalogOf(kubernetes.kinds);

/** Every kind that ships: Kubernetes' own, and those of `crds/`. */
export const wholeKinds: readonly SourceKind[] = [
  ...kubernetes.kinds,
  ...crdFiles.flatMap((file) => kindsOfCrd(parse(readFileSync(file, 'utf8')))),
];

export const wholeCatalog = catalogOf(wholeKinds);

/** How a made-up kind differs from the plainest one. */
export interface WidgetOptions {
  readonly namespaced?: boolean;
  readonly subresources?: object;
}

/** The CustomResourceDefinition of a made-up kind, Widget of example.com/v1. */
export function widgetCrd(schema: object, { namespaced = true, subresources }: WidgetOptions = {}): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          ...(subresources && { subresources }),
        },
      ],
    },
  };
}

/** A catalog of a Widget whose `spec` has a schema. */
export function widgetCatalog(spec: object, options?: WidgetOptions): Catalog {
  return widgetCatalogOf({ properties: { spec } }, options);
}

/** A catalog of a Widget with a schema. */
export function widgetCatalogOf(schema: object, options?: WidgetOptions): Catalog {
  return catalogOf(kindsOfCrd(widgetCrd({ type: 'object', ...schema }, options)));
}

/** A Widget. */
export function widget(rest: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'some-widget', ...metadata },
    ...rest,
  };
}
