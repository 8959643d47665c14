import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../validation/catalog/catalog.ts';
import { kindSchema } from '../../validation/catalog/crds.ts';
import { shippedCatalog } from '../../validation/catalog/shipped.ts';
import { readRule } from '../../validation/cel/read-rule.ts';
import { compileCheck } from '../../validation/compile/compile-check.ts';
import { compileKinds, compileSchemas } from '../../validation/compile/compile-schemas.ts';
import { checkKubernetes } from '../../validation/kubernetes/check-kubernetes.ts';
import { kindsOfCrd } from '../../validation/schema/crd.ts';
import { apiVersionOf, type SourceKind } from '../../validation/schema/source-kind.ts';
import { validateObject } from '../../validation/validate.ts';
import { PUBLISHED_SETS, publishedKinds } from '../support/published-crds.ts';
import { legalValue } from './generate/legal.ts';
import { type Mutation, mutations } from './generate/mutate.ts';
import { arbitraryBy } from './generate/random.ts';
import { judgeCustom } from './oracle/custom.ts';
import { judgeKubernetes } from './oracle/kubernetes.ts';
import type { Members, Problem } from './oracle/problem.ts';
import { crdFiles, kubernetes, kubernetesDocument, objectMeta, schemaFolder } from './support/catalogs.ts';

/** Objects for each kind; from each come up to a dozen more, with one fault each. */
const RUNS = 5;

const folder = mkdtempSync(`${tmpdir()}/schemas-`);
afterAll(() => rmSync(folder, { recursive: true }));

await compileSchemas(crdFiles, schemaFolder, `${folder}/own`);
const ownKinds = crdFiles.flatMap((file) => kindsOfCrd(load(readFileSync(file, 'utf8'))));

describe('for the kinds of this repository', () => {
  agree([...ownKinds, ...kubernetes.kinds], shippedCatalog(`${folder}/own`));
});

describe.each(PUBLISHED_SETS)('for published kinds, %s', async (set) => {
  const kinds = publishedKinds(set);
  await compileKinds(kinds, kubernetes.objectMeta, `${folder}/${set}`);
  agree(kinds, shippedCatalog(`${folder}/${set}`));
});

function agree(kinds: readonly SourceKind[], shipped: Catalog): void {
  it.each(kinds.map((kind) => [nameOf(kind), kind] as const))(
    'the engine and the oracle agree on %s',
    (_name, kind) => {
      // Only what CustomResourceDefinitions bring is ever compiled in memory.
      const catalogs = kind.family === 'custom' ? [shipped, inMemory(kind)] : [shipped];
      let accepted = 0;
      fc.assert(
        fc.property(samplesOf(kind), (samples) => {
          for (const { object, rule, path, legal } of samples) {
            const expected = [...oracle(object, kind)].sort();
            for (const catalog of catalogs) expect(problems(object, catalog)).toEqual(expected);
            if (!legal) expect(expected).toContain(`api/${rule} ${path}`);
            else if (expected.length === 0) accepted++;
          }
        }),
        { numRuns: RUNS },
      );
      expect(accepted, 'legal objects').toBeGreaterThan(0);
    },
  );
}

function inMemory(kind: SourceKind): Catalog {
  const schema = kindSchema(kind, objectMeta, compileCheck, readRule);
  return { find: () => schema };
}

const definitionOf = new Map(kubernetesDocument.kinds.map((kind) => [nameOf(kind), kind.definition]));
const schemas = { definitions: kubernetesDocument.definitions, objectMeta: 'meta.v1.ObjectMeta' };

function oracle(object: unknown, kind: SourceKind): Set<Problem> {
  if (kind.family === 'custom') return judgeCustom(object, kind, schemas);
  return judgeKubernetes(object, kind, definitionOf.get(nameOf(kind)) ?? '', schemas);
}

function nameOf(kind: Pick<SourceKind, 'group' | 'version' | 'kind'>): string {
  return `${kind.kind} ${apiVersionOf(kind)}`;
}

/** But for those that rules in CEL find, which the oracle does not evaluate. */
function problems(object: unknown, catalog: Catalog): string[] {
  // The oracle knows schemas and metadata; what kinds mean beyond that has tests of its own.
  const judged = validateObject(object, catalog, undefined, [checkKubernetes]);
  const findings = judged.findings.filter(({ rule }) => !rule.startsWith('api/cel'));
  return [...new Set(findings.map(({ rule, path }) => `${rule} ${path}`))].sort();
}

/** An object that should be legal, and from it one with each fault that it has room for. */
function samplesOf(kind: SourceKind): fc.Arbitrary<readonly (Mutation & { readonly legal: boolean })[]> {
  return arbitraryBy((choices) => {
    const made = choices.from(legalValue(kind.schema, kind.definitions)) as Members;
    const object = {
      ...made,
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
      metadata: { name: 'some-name' },
    };
    const faults = mutations(object, kind, choices);
    return [
      { object, rule: '', path: '', legal: true },
      ...faults.map((fault) => ({ ...fault, legal: false })),
    ];
  });
}
