import { expect, it } from 'vitest';
import { requiredScc } from '../../constructs/required-scc.ts';

it('security context constraints are required of admission by annotation', () => {
  expect(requiredScc('restricted-v2')).toEqual({ 'openshift.io/required-scc': 'restricted-v2' });
});
