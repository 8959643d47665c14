import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { crdCatalog } from '../../../validation/catalog/crds.ts';
import { shippedCatalog } from '../../../validation/catalog/shipped.ts';
import { compileKinds } from '../../../validation/compile/compile-schemas.ts';
import { kindsOfCrd } from '../../../validation/schema/crd.ts';
import { apiVersionOf, type SourceKind } from '../../../validation/schema/source-kind.ts';
import { children, type SourceSchema } from '../../../validation/schema/source-schema.ts';
import { validateObject } from '../../../validation/validate.ts';
import { crdFiles, kubernetes, objectMeta, widget, widgetCatalog, widgetCrd } from '../support/catalogs.ts';

const kinds = crdFiles.flatMap((file) => kindsOfCrd(load(readFileSync(file, 'utf8'))));

function rulesOf(schema: SourceSchema): string[] {
  const own = (schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule);
  return [...own, ...children(schema).flatMap(rulesOf)];
}

/** A value of the schema at a path of a kind, and what its rules make of it. */
interface RuleCase {
  readonly kind: string;
  readonly path: readonly string[];
  readonly rule: string;
  readonly accepted: readonly unknown[];
  readonly refused: readonly unknown[];
}

const counts = {
  machineCount: 3,
  updatedMachineCount: 3,
  availableMachineCount: 3,
  readyMachineCount: 3,
  unavailableMachineCount: 0,
  poolSynchronizerType: 'PinnedImageSets',
};
const git = { interval: '1m', url: 'https://example.com/a' };
const status = ['status', 'poolSynchronizersStatus', '-'];

const CASES: readonly RuleCase[] = [
  {
    kind: 'GitRepository',
    path: ['spec'],
    rule: "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' || self.provider == 'aws'))",
    accepted: [git, { ...git, serviceAccountName: 'a', provider: 'aws' }, { ...git, provider: 'github' }],
    refused: [
      { ...git, serviceAccountName: 'a' },
      { ...git, serviceAccountName: 'a', provider: 'github' },
    ],
  },
  {
    kind: 'Kustomization',
    path: ['spec', 'kubeConfig'],
    rule: 'has(self.configMapRef) || has(self.secretRef)',
    accepted: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'a' } }],
    refused: [{}],
  },
  {
    kind: 'Kustomization',
    path: ['spec', 'kubeConfig'],
    rule: '!has(self.configMapRef) || !has(self.secretRef)',
    accepted: [{ configMapRef: { name: 'a' } }],
    refused: [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }],
  },
  ...['updated', 'available', 'unavailable', 'ready'].map((which) => ({
    kind: 'MachineConfigPool',
    path: status,
    rule: `self.machineCount >= self.${which}MachineCount`,
    accepted: [counts, { ...counts, machineCount: 5 }],
    refused: [{ ...counts, [`${which}MachineCount`]: 4 }],
  })),
  {
    kind: 'MachineConfigPool',
    path: status,
    rule: 'self.availableMachineCount >= self.readyMachineCount',
    accepted: [counts, { ...counts, readyMachineCount: 2 }],
    refused: [{ ...counts, availableMachineCount: 2 }],
  },
];

function schemaAt(kind: SourceKind, path: readonly string[]): SourceSchema {
  return path.reduce<SourceSchema>(
    (schema, name) => (name === '-' ? schema.items : schema.properties?.[name]) ?? {},
    kind.schema,
  );
}

describe.each(CASES)('the rule of $kind: $rule', ({ kind: name, path, rule, accepted, refused }) => {
  const kind = kinds.find((one) => one.kind === name);
  const schema = kind === undefined ? {} : schemaAt(kind, path);
  const problems = (x: unknown) =>
    validateObject(widget({ spec: { x } }), widgetCatalog({ type: 'object', properties: { x: schema } }))
      .findings;

  it('is there', () => {
    expect(schema['x-kubernetes-validations']?.map((one) => one.rule)).toContain(rule);
  });

  it.each(accepted.map((value) => [value]))('accepts %j', (value) => {
    expect(problems(value)).toEqual([]);
  });

  it.each(refused.map((value) => [value]))('refuses %j', (value) => {
    expect(problems(value).map((finding) => `${finding.rule} ${finding.path}: ${finding.message}`)).toContain(
      `api/cel /spec/x: failed rule: ${rule}`,
    );
  });
});

describe('rules of this repository', () => {
  const CHANGE = 'self >= oldSelf || (self == 0 && oldSelf > 0)';

  it('are all among the cases here', () => {
    expect([...new Set(kinds.flatMap(({ schema }) => rulesOf(schema)))].sort()).toEqual(
      [...CASES.map(({ rule }) => rule), CHANGE].sort(),
    );
  });

  it('let a generation only grow, or start anew', () => {
    const pool = kinds.find(({ kind }) => kind === 'MachineConfigPool');
    const schema = pool === undefined ? {} : schemaAt(pool, [...status, 'observedGeneration']);
    const catalog = widgetCatalog({ type: 'object', properties: { x: schema } });
    const at = (x: number) => widget({ spec: { x } });
    const problems = (now: number, before?: number) =>
      validateObject(at(now), catalog, before === undefined ? undefined : at(before)).findings.map(
        ({ rule }) => rule,
      );
    expect(schema['x-kubernetes-validations']).toEqual([expect.objectContaining({ rule: CHANGE })]);
    expect([problems(1), problems(2, 1), problems(0, 5)]).toEqual([[], [], []]);
    expect(problems(1, 2)).toEqual(['api/cel']);
  });
});

describe('rules come with', () => {
  const folder = mkdtempSync(`${tmpdir()}/schemas-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  const wrong = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'a' },
    spec: { ...git, serviceAccountName: 'a' },
  };

  it('schemas that ship, compiled', async () => {
    const repositories = kinds.filter(({ kind }) => kind === 'GitRepository');
    expect(repositories.map(apiVersionOf)).toEqual(['source.toolkit.fluxcd.io/v1']);
    await compileKinds(repositories, kubernetes.objectMeta, folder);
    const { findings } = validateObject(wrong, shippedCatalog(folder));
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['api/cel /spec']);
  });

  it('CustomResourceDefinitions of a cluster', async () => {
    const spec = { type: 'object', 'x-kubernetes-validations': [{ rule: 'false', message: 'no' }] };
    const catalog = await crdCatalog([widgetCrd({ type: 'object', properties: { spec } })], objectMeta);
    expect(validateObject(widget({ spec: {} }), catalog).findings.map(({ message }) => message)).toEqual([
      'no',
    ]);
  });
});
