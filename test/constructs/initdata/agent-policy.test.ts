import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import { readAgentPolicy } from '../../../initdata/agent-policy.ts';
import { policyFaults, policyOpenings, policyPrices } from '../../../initdata/policy-problems.ts';

const text = closedAgentPolicy();
const defaults = [...text.matchAll(/^default (\w+) := (?:true|false)$/gm)].map(([, name]) => name);

describe('the closed agent policy', () => {
  const policy = readAgentPolicy(text);

  it('is Rego that every agent takes, under which pods start, and has nothing open', () => {
    expect(policyFaults(policy)).toEqual([]);
    expect(policyOpenings(policy)).toEqual([]);
    expect(policyPrices(policy)).toEqual([]);
  });

  it('has one default for each request, and they are sorted: its digest does not hang on where one was added', () => {
    expect(new Set(defaults).size).toBe(defaults.length);
    expect(defaults).toEqual([...defaults].sort());
    expect(defaults.length).toBeGreaterThan(40);
  });

  it('never answers with changes of itself', () => {
    expect(policy.stateful).toBeUndefined();
  });

  it('makes those of its rules keywords of Rego v1, which older agents read with an import only', () => {
    expect(text.split('\n')[2]).toBe('import rego.v1');
    const without = readAgentPolicy(text.replace('import rego.v1\n', ''));
    expect(policyFaults(without).map(({ severity }) => severity)).toContain('warning');
  });
});
