import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PatchLimit, patchLimits, RECONCILE_ANNOTATION } from '../../rollout/gates/patch-limits.ts';
import { DATA } from '../sync-hook/support/gate-data.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Obj {
  readonly [key: string]: Json;
}

const environment = new Environment({ unlistedVariablesAreDyn: true });

/** Whether a server would let the account change an object, by the conditions alone; an error is a refusal. */
function allows({ variables, validations }: PatchLimit, oldObject: Obj, object: Obj): boolean {
  const activation = { object: celOf(object), oldObject: celOf(oldObject) };
  const values: Record<string, unknown> = {};
  const evaluate = (expression: string) =>
    environment.evaluate(expression, { ...activation, variables: values }) as unknown;
  try {
    for (const { name, expression } of variables) values[name] = evaluate(expression);
    return validations.every(({ expression }) => evaluate(expression) === true);
  } catch {
    return false;
  }
}

/** Whole numbers are integers in CEL. */
function celOf(value: Json): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celOf);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celOf(item)]));
}

/** Every change of one member, at any depth: another value, none, and one more beside it. */
function changesOf(value: Json): Json[] {
  if (Array.isArray(value))
    return [[...value, 'more'], ...value.flatMap((_, index) => value.toSpliced(index, 1))] as Json[];
  if (value === null || typeof value !== 'object') return [value === 'other' ? 'another' : 'other'];
  const object = value as Obj;
  return [
    { ...object, more: 'x' },
    ...Object.keys(object).flatMap((key) => {
      const { [key]: member = null, ...rest } = object;
      return [rest, ...changesOf(member).map((changed) => ({ ...object, [key]: changed }))];
    }),
  ];
}

function withMetadata(object: Obj, changes: Obj): Obj {
  return { ...object, metadata: { ...(object['metadata'] as Obj), ...changes } };
}

const TIME = '2026-01-02T03:04:05Z';
const [RECONCILE_REQUESTED_AT, APPROVE] = patchLimits(DATA.manual.cluster) as [PatchLimit, PatchLimit];

const KATA: Obj = {
  apiVersion: 'kataconfiguration.openshift.io/v1',
  kind: 'KataConfig',
  metadata: {
    name: 'example-kataconfig',
    uid: 'a-b-c',
    resourceVersion: '7',
    generation: 2,
    annotations: { 'argocd.argoproj.io/tracking-id': 'coco' },
    labels: { app: 'x' },
    finalizers: ['kataconfiguration.openshift.io/finalizer'],
    managedFields: [{ manager: 'argocd' }],
  },
  spec: { checkNodeEligibility: true, logLevel: 'info', kataConfigPoolSelector: { matchLabels: { a: 'b' } } },
  status: { kataNodes: { nodeCount: 3, installed: ['a', 'b'] } },
};
const { annotations: _none, ...bare } = KATA['metadata'] as Obj;
const WITHOUT: Obj = { ...KATA, metadata: bare };

function requested(object: Obj, value: Json = TIME): Obj {
  const annotations = ((object['metadata'] as Obj)['annotations'] ?? {}) as Obj;
  return withMetadata(object, {
    annotations: { ...annotations, [RECONCILE_ANNOTATION]: value },
    managedFields: [],
  });
}

describe('what the account that asks for a reconcile of KataConfig may change', () => {
  it('is the annotation, whether it or any other was there before', () => {
    for (const before of [KATA, WITHOUT, requested(KATA), requested(WITHOUT, '2025-01-01T00:00:00Z')])
      expect(allows(RECONCILE_REQUESTED_AT, before, requested(before))).toBe(true);
  });

  it('is a time in it, and nothing else', () => {
    for (const value of ['', 'x', `${TIME}\n`, `${TIME}; rm`, 7, null, true, {}, [TIME]])
      expect(allows(RECONCILE_REQUESTED_AT, KATA, requested(KATA, value)), JSON.stringify(value)).toBe(false);
    expect(allows(RECONCILE_REQUESTED_AT, requested(KATA), KATA)).toBe(false);
  });

  it('is nothing else of the object, at any depth, with the annotation or without', () => {
    const changes = changesOf(KATA).filter((changed) => {
      const { managedFields: _kept, ...metadata } = ((changed as Obj)['metadata'] as Obj) ?? {};
      const { managedFields: _before, ...old } = KATA['metadata'] as Obj;
      // Who has set which field is kept by the server.
      return JSON.stringify({ ...(changed as Obj), metadata }) !== JSON.stringify({ ...KATA, metadata: old });
    }) as Obj[];
    expect(changes.length).toBeGreaterThan(40);
    for (const changed of changes) {
      expect(allows(RECONCILE_REQUESTED_AT, KATA, changed), JSON.stringify(changed)).toBe(false);
      if (changed['metadata'] !== undefined)
        expect(allows(RECONCILE_REQUESTED_AT, KATA, requested(changed)), JSON.stringify(changed)).toBe(false);
    }
  });

  it('is so for any object', () => {
    const json = fc.object({
      maxDepth: 2,
      maxKeys: 3,
      values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
    });
    fc.assert(
      fc.property(json, json, (one, other) => {
        const before: Obj = { ...KATA, spec: one as Obj };
        const after = requested({ ...KATA, spec: other as Obj });
        expect(allows(RECONCILE_REQUESTED_AT, before, after)).toBe(
          JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

const PLAN: Obj = {
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'InstallPlan',
  metadata: { name: 'install-a', namespace: 'osc', generation: 1, labels: { a: '' }, managedFields: [] },
  spec: {
    approval: 'Manual',
    approved: false,
    clusterServiceVersionNames: ['nfd.v4.21.0', 'sandboxed-containers-operator.v1.12.0'],
    generation: 3,
  },
  status: { phase: 'RequiresApproval', plan: [{ resolving: 'x' }] },
};

function approved(plan: Obj, changes: Obj = {}): Obj {
  return { ...plan, spec: { ...(plan['spec'] as Obj), approved: true, ...changes } };
}

describe('what the account that approves InstallPlans may change', () => {
  it('is the approval of one that installs pinned versions of that namespace, from false to true', () => {
    expect(allows(APPROVE, PLAN, approved(PLAN))).toBe(true);
    expect(allows(APPROVE, PLAN, withMetadata(approved(PLAN), { managedFields: [{ manager: 'oc' }] }))).toBe(
      true,
    );
    expect(allows(APPROVE, approved(PLAN), PLAN)).toBe(false);
    expect(allows(APPROVE, approved(PLAN), approved(PLAN))).toBe(false);
    expect(allows(APPROVE, PLAN, PLAN)).toBe(false);
  });

  it('is not that of another version, nor of a version of another namespace', () => {
    const plan = (names: readonly string[], namespace = 'osc'): Obj =>
      withMetadata(
        { ...PLAN, spec: { ...(PLAN['spec'] as Obj), clusterServiceVersionNames: names } },
        { namespace },
      );
    for (const one of [
      plan(['nfd.v4.21.0', 'other.v1.0.0']),
      plan(['far.v1.0.0']),
      plan(['nfd.v4.21.0'], 'far'),
      plan(['nfd.v4.21.0'], 'elsewhere'),
      plan(['free.v9.9.9'], 'free'),
    ])
      expect(allows(APPROVE, one, approved(one)), JSON.stringify(one)).toBe(false);
    const far = plan(['far.v1.0.0'], 'far');
    expect(allows(APPROVE, far, approved(far))).toBe(true);
  });

  it('is nothing else of it, at any depth', () => {
    const changes = changesOf(approved(PLAN)).filter(
      (changed) => !isEqualBut(changed as Obj, approved(PLAN), 'managedFields'),
    ) as Obj[];
    expect(changes.length).toBeGreaterThan(30);
    for (const changed of changes)
      expect(allows(APPROVE, PLAN, changed), JSON.stringify(changed)).toBe(false);
  });

  it('is limited only where a gate approves any', () => {
    expect(patchLimits(DATA.tdx.cluster).map(({ name }) => name)).toEqual(['coco-gitops-reconcile']);
  });
});

function isEqualBut(one: Obj, other: Obj, key: string): boolean {
  const without = (object: Obj) => {
    const { [key]: _left, ...metadata } = (object['metadata'] ?? {}) as Obj;
    return JSON.stringify({ ...object, metadata });
  };
  return one['metadata'] !== undefined && without(one) === without(other);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
