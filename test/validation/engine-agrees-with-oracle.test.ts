import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../validation/catalog/catalog.ts';
import { kindSchema } from '../../validation/catalog/crds.ts';
import { shippedCatalog } from '../../validation/catalog/shipped.ts';
import { compileCheck } from '../../validation/compile/compile-check.ts';
import { compileKinds } from '../../validation/compile/compile-schemas.ts';
import { kindsOfKubernetes } from '../../validation/schema/kubernetes.ts';
import { apiVersionOf, type SourceKind } from '../../validation/schema/source-kind.ts';
import { validateObject } from '../../validation/validate.ts';
import { hasReference } from '../support/reference.ts';
import { legalValue } from './generate/legal.ts';
import { type Mutation, mutations } from './generate/mutate.ts';
import { arbitraryBy } from './generate/random.ts';
import { judgeCustom } from './oracle/custom.ts';
import { judgeKubernetes } from './oracle/kubernetes.ts';
import type { Members, Problem } from './oracle/problem.ts';
import { CRD_FOLDERS, referenceCustomKinds, referenceKubernetes } from './support/reference-kinds.ts';

/** Objects for each kind; from each come up to a dozen more, with one fault each. */
const RUNS = 8;
const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

interface Sample extends Mutation {
  readonly legal: boolean;
}

describe.skipIf(!hasReference)('the engine and the oracle (needs the reference data)', async () => {
  const folder = mkdtempSync(`${tmpdir()}/schemas-`);
  afterAll(() => rmSync(folder, { recursive: true }));
  if (!hasReference) return;

  const document = referenceKubernetes();
  const kubernetes = kindsOfKubernetes(document);
  const definitionOf = new Map(document.kinds.map((kind) => [nameOf(kind), kind.definition]));
  const schemas = { definitions: document.definitions, objectMeta: OBJECT_META };

  function oracle(object: unknown, kind: SourceKind): Set<Problem> {
    if (kind.family === 'custom') return judgeCustom(object, kind, schemas);
    return judgeKubernetes(object, kind, definitionOf.get(nameOf(kind)) ?? '', schemas);
  }

  for (const set of [...CRD_FOLDERS, 'kubernetes'] as const) {
    const kinds = set === 'kubernetes' ? kubernetes.kinds : referenceCustomKinds(set);
    await compileKinds(kinds, kubernetes.objectMeta, `${folder}/${set}`);
    const shipped = shippedCatalog(`${folder}/${set}`);

    it.each(kinds.map((kind) => [nameOf(kind), kind] as const))(`agree on %s of ${set}`, (_name, kind) => {
      const schema = kindSchema(kind, shipped.objectMeta, compileCheck);
      const inMemory: Catalog = { find: () => schema };
      let accepted = 0;
      fc.assert(
        fc.property(samplesOf(kind), (samples) => {
          for (const { object, rule, path, legal } of samples) {
            const expected = [...oracle(object, kind)].sort();
            expect(problems(object, shipped), 'compiled ahead of time').toEqual(expected);
            expect(problems(object, inMemory), 'compiled in memory').toEqual(expected);
            if (!legal) expect(expected).toContain(`api/${rule} ${path}`);
            else if (expected.length === 0) accepted++;
          }
        }),
        { numRuns: RUNS },
      );
      expect(accepted, 'legal objects').toBeGreaterThan(0);
    });
  }
});

function nameOf(kind: Pick<SourceKind, 'group' | 'version' | 'kind'>): string {
  return `${kind.kind} ${apiVersionOf(kind)}`;
}

function problems(object: unknown, catalog: Catalog): string[] {
  const { findings } = validateObject(object, catalog);
  return [...new Set(findings.map(({ rule, path }) => `${rule} ${path}`))].sort();
}

/** An object that should be legal, and from it one with each fault that it has room for. */
function samplesOf(kind: SourceKind): fc.Arbitrary<Sample[]> {
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
