import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { buildWithKustomize, hasKubectl } from '../render/output/support/kubectl.ts';
import { SAMPLES } from '../support/samples.ts';
import { BUILT_IN, objectsIn } from './support/built-in.ts';

const CLUSTERS = BUILT_IN.map((cluster) => [cluster.name, cluster] as const);

/** Each object by what identifies it; fails when two are the same. */
function byIdentity(objects: readonly unknown[]): ReadonlyMap<string, unknown> {
  const entries = (objects as readonly KubernetesObject[]).map((object): [string, unknown] => {
    const { apiVersion, kind, metadata } = object;
    return [`${apiVersion} ${kind} ${metadata.namespace ?? ''} ${metadata.name}`, object];
  });
  expect(new Set(entries.map(([identity]) => identity)).size).toBe(entries.length);
  return new Map(entries);
}

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.skipIf(!hasKubectl)('what kustomize builds (skipped without kubectl)', () => {
  it.each(CLUSTERS)('of dist/%s are the objects that were validated, one by one', (name, { synced }) => {
    expect(synced.length).toBeGreaterThan(10);
    const built = objectsIn(buildWithKustomize(`${SAMPLES}dist/${name}`));
    expect(byIdentity(built)).toEqual(byIdentity(synced));
  });

  it.each(CLUSTERS)('of dist/%s/argocd are those too', (name, { argocd }) => {
    expect(argocd.length).toBeGreaterThan(1);
    const built = objectsIn(buildWithKustomize(`${SAMPLES}dist/${name}/argocd`));
    expect(byIdentity(built)).toEqual(byIdentity(argocd));
  });

  it.each(CLUSTERS)('of dist/%s/flux are those too, gate by gate', (name, { flux }) => {
    expect(flux?.objects.length).toBeGreaterThan(10);
    expect(flux?.gates.length).toBeGreaterThan(4);
    const built = objectsIn(buildWithKustomize(`${SAMPLES}dist/${name}/flux`));
    expect(byIdentity(built)).toEqual(byIdentity(flux?.objects ?? []));
    for (const { folder, objects } of flux?.gates ?? []) {
      const gate = objectsIn(buildWithKustomize(`${SAMPLES}dist/${name}/flux/gates/${folder}`));
      expect(byIdentity(gate)).toEqual(byIdentity(objects));
    }
  });

  it('keeps the mode of files a number in decimal, and texts that look like other types texts', () => {
    const text = buildWithKustomize(`${SAMPLES}dist/tdx`) + buildWithKustomize(`${SAMPLES}dist/gpu`);
    expect(text).toMatch(/^ +(- )?mode: 420$/m);
    expect(textsIn(BUILT_IN)).toEqual(expect.arrayContaining(['on', 'true', 'false', '36000']));
    expect(text).toMatch(/^ +defaultMode: "on"$/m);
  });
});
