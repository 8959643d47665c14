import { publishedCrd } from 'kube-strict/test/support/published-crds.ts';
import { describe, expect, it } from 'vitest';
import { compareCrds } from './compare.ts';
import { ALLOWED } from './differences.ts';
import { OWN_CRDS, ownCrd } from './own-crds.ts';

describe('a definition', () => {
  it.each(OWN_CRDS)('is what is published but for the differences that have a reason: %s', (file) => {
    expect(compareCrds(ownCrd(file), publishedCrd(file.replace(/\.yaml$/, '')))).toEqual(
      Object.keys(ALLOWED[file] ?? {}),
    );
  });

  it('is there for each file that may differ', () => {
    expect(OWN_CRDS).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
    expect(Object.values(ALLOWED).flatMap(Object.values)).not.toContain('');
  });
});
