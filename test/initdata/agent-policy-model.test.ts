import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { isOpen, NAMES, plainPolicies, policies, regoOf } from './support/rego-model.ts';

const REQUESTS = NAMES.filter((name) => name.endsWith('Request'));

describe('what the reader says of a policy, held against what the policy means', () => {
  it('is never that an open request is denied', () => {
    const said = { deny: 0, allow: 0, conditional: 0, open: 0 };
    const cases = policies.chain((policy) => regoOf(policy).map((text) => ({ policy, text })));
    fc.assert(
      fc.property(cases, fc.constantFrom(...REQUESTS), ({ policy, text }, request) => {
        const verdict = readAgentPolicy(text).verdict(request);
        const open = isOpen(policy, request);
        said[verdict]++;
        if (open) said.open++;
        if (open) expect(verdict).not.toBe('deny');
      }),
      { numRuns: 20_000 },
    );
    // Else the above would say nothing: each verdict is given, and many policies are open.
    for (const count of Object.values(said)) expect(count).toBeGreaterThan(500);
  });

  it('is exactly what it means, where every rule is plain', () => {
    const cases = plainPolicies.chain((policy) => regoOf(policy).map((text) => ({ policy, text })));
    fc.assert(
      fc.property(cases, fc.constantFrom(...REQUESTS), ({ policy, text }, request) => {
        const reading = readAgentPolicy(text);
        expect(reading.faults).toEqual([]);
        expect(reading.verdict(request)).toBe(isOpen(policy, request) ? 'allow' : 'deny');
        const hasRule = policy.statements.some((one) => one.kind !== 'noise' && one.name === request);
        expect(reading.isUndefined(request)).toBe(!hasRule);
      }),
      { numRuns: 2000 },
    );
  });
});
