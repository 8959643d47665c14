import { describe, expect, it } from 'vitest';
import { isAtLeast } from '../../../constructs/gitops/argocd-version.ts';

describe('a version of Argo CD', () => {
  it.each([
    ['3.3', '3.3', true],
    ['3.10', '3.3', true],
    ['4.0', '3.3', true],
    ['3.2', '3.3', false],
    ['2.14', '3.3', false],
    ['2.14', '2.14', true],
    ['2.9', '2.14', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
