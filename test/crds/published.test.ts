import { existsSync } from 'node:fs';
import type { Json } from 'kube-strict/ground/json.ts';
import { describe, expect, it } from 'vitest';
import { readYamlLikeGo } from '../../output/yaml-like-go.ts';
import { hasReference, readReference, referencePath } from '../support/reference.ts';
import { compareCrds } from './compare.ts';
import { ALLOWED } from './differences.ts';
import { OWN_CRDS, ownCrd } from './own-crds.ts';

/** Where a definition is published: as OpenShift 4.21 has it, which is what we render for, or else the newest. */
function publishedCrd(file: string): Json {
  const [plural = '', ...group] = file.replace(/\.yaml$/, '').split('.');
  const name = `${group.join('.')}_${plural}.yaml`;
  const folders = ['crds-ocp-4.21', 'crds'];
  const folder = folders.find((one) => existsSync(referencePath(`${one}/${name}`)));
  return readYamlLikeGo(readReference(`${folder}/${name}`)) as Json;
}

describe.skipIf(!hasReference)('a definition (skipped without the published ones)', () => {
  it.each(OWN_CRDS)('is what is published but for the differences that have a reason: %s', (file) => {
    expect(compareCrds(ownCrd(file), publishedCrd(file))).toEqual(Object.keys(ALLOWED[file] ?? {}));
  });

  it('is there for each file that may differ', () => {
    expect(OWN_CRDS).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
    expect(Object.values(ALLOWED).flatMap(Object.values)).not.toContain('');
  });
});
