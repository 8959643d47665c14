import { describe, expect, it } from 'vitest';
import { each } from '../../../constructs/node-features/match.ts';

describe('match expressions', () => {
  it('have the same operator for each feature', () => {
    expect(each('Exists', 'VMX', 'SSE42')).toEqual({ VMX: { op: 'Exists' }, SSE42: { op: 'Exists' } });
    expect(each('IsTrue', 'sgx.enabled')).toEqual({ 'sgx.enabled': { op: 'IsTrue' } });
  });

  it('are none without features', () => {
    expect(each('Exists')).toEqual({});
  });
});
