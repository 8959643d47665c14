import * as published from 'coco-gitops/validator';
import * as library from 'kube-strict/index.ts';
import { describe, expect, it } from 'vitest';

describe('coco-gitops/validator', () => {
  it('exports what the package of the validator exports', () => {
    expect(Object.keys(published).sort()).toEqual(Object.keys(library).sort());
  });

  it('validates by the schemas that ship', () => {
    const catalog = published.shippedCatalog();
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 1 } };
    const { findings, kind }: published.Verdict = published.validateObject(object, catalog);
    expect({ findings, plural: kind?.plural }).toMatchObject({
      findings: [{ rule: 'api/type', path: '/data/k' }],
      plural: 'configmaps',
    });
    expect(catalog.kinds.map((one) => one.kind)).toContain('KataConfig');
  });
});
