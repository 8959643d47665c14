import { describe, expect, it } from 'vitest';
import { firstOf } from '../../validation/catalog/catalog.ts';
import { validateObjects } from '../../validation/validate-objects.ts';
import { kubernetesCatalog, widget, widgetCatalog } from './support/catalogs.ts';
import { configMap } from './support/judge.ts';

const clustered = widgetCatalog({ type: 'object' }, { namespaced: false });
const catalog = firstOf(clustered, kubernetesCatalog);

function rulesOf(objects: readonly unknown[]): string[][] {
  return validateObjects(objects, catalog).map(({ findings }) =>
    findings.map(({ rule, path }) => `${rule} ${path}`),
  );
}

describe('a set of objects', () => {
  it('has a verdict for each, in order, with what identifies it', () => {
    const verdicts = validateObjects(
      [configMap({ namespace: 'n' }), { apiVersion: 'v9', kind: 'Unknown' }],
      catalog,
    );
    expect(verdicts).toMatchObject([
      {
        kind: { kind: 'ConfigMap', plural: 'configmaps', namespaced: true, family: 'kubernetes' },
        identity: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'n', name: 'c' },
        findings: [],
      },
      { identity: { apiVersion: 'v9', kind: 'Unknown' }, findings: [] },
    ]);
    expect(verdicts[1]?.kind).toBeUndefined();
  });

  it('has no two of one name in one namespace', () => {
    const duplicate = ['api/duplicate-object '];
    expect(rulesOf([configMap({}), configMap({ namespace: 'a' }), configMap({ namespace: 'b' })])).toEqual([
      [],
      [],
      [],
    ]);
    expect(rulesOf([configMap({}), configMap({}), configMap({ namespace: '' })])).toEqual([
      [],
      duplicate,
      duplicate,
    ]);
    const [, second] = validateObjects(
      [configMap({ namespace: 'a' }), configMap({ namespace: 'a' })],
      catalog,
    );
    expect(second?.findings[0]?.message).toBe(
      'ConfigMap "c" in the namespace "a" is already object 0 of this set, counted from 0.',
    );
  });

  it('counts versions of a group as one kind, and groups as different', () => {
    const of = (apiVersion: string): object => ({ apiVersion, kind: 'Thing', metadata: { name: 'a' } });
    expect(rulesOf([of('g/v1'), of('g/v2'), of('h/v1'), of('v1')])).toEqual([
      [],
      ['api/duplicate-object '],
      [],
      [],
    ]);
  });

  it('knows that an object of the whole cluster is in no namespace', () => {
    expect(rulesOf([widget(), widget({}, { namespace: 'x' })])).toEqual([[], ['api/duplicate-object ']]);
  });

  it('does not compare objects whose names the server makes', () => {
    const generated = configMap({ name: undefined, generateName: 'a-' });
    expect(rulesOf([generated, generated])).toEqual([[], []]);
  });
});
