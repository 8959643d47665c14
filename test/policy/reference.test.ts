import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { POLICY_RULES } from '../../policy/index.ts';
import { policyReference } from '../../policy/reference.ts';

const FILE = fileURLToPath(new URL('../../docs/policy-rules.md', import.meta.url));

describe('the page about the rules', () => {
  it('is current (renew it with: npx vitest run test/policy -u)', async () => {
    await expect(policyReference()).toMatchFileSnapshot(FILE);
  });

  it('has a heading for every rule', () => {
    const lines = new Set(policyReference().split('\n'));
    const missing = POLICY_RULES.filter(({ id }) => !lines.has(`## ${id.replace('policy/', '')}`));
    expect(missing).toEqual([]);
  });
});
