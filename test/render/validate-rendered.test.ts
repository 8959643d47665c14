import { kubernetesCatalog, widget, widgetCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { configMap } from 'kube-strict/test/validation/support/judge.ts';
import { firstOf } from 'kube-strict/validation/catalog/catalog.ts';
import { describe, expect, it } from 'vitest';
import { validateRendered } from '../../render/validate-rendered.ts';

const clustered = widgetCatalog({ type: 'object' }, { namespaced: false });
const catalog = firstOf(clustered, kubernetesCatalog);

describe('objects that we render', () => {
  const rendered = (object: unknown): string[] =>
    validateRendered([object], catalog).flatMap(({ findings }) =>
      findings.map(({ rule, path }) => `${rule} ${path}`),
    );

  it('state a namespace where their kind lies in one, and only there', () => {
    expect(rendered(configMap({ namespace: 'n' }))).toEqual([]);
    expect(rendered(configMap({}))).toEqual(['render/namespace-missing /metadata/namespace']);
    expect(rendered(widget())).toEqual([]);
    expect(rendered(widget({}, { namespace: 'n' }))).toEqual([
      'render/namespace-not-allowed /metadata/namespace',
    ]);
  });

  it('are of known kinds', () => {
    expect(rendered({ apiVersion: 'v9', kind: 'Unknown', metadata: { name: 'a' } })).toEqual([
      'render/unknown-kind /kind',
    ]);
  });
});
