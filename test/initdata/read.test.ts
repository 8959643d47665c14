import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initdataToml } from '../../constructs/initdata/initdata.ts';
import { readInitdata } from '../../initdata/read.ts';

const TOML = initdataToml({ algorithm: 'sha384', kbsUrl: 'https://kbs.example.com' });

describe('initdata', () => {
  it('that we write is read without faults', () => {
    const { faults, files, attestationAgent, confidentialDataHub, policy } = readInitdata(TOML);
    expect(faults).toEqual([]);
    expect([...files.keys()]).toEqual(['aa.toml', 'cdh.toml', 'policy.rego']);
    expect(attestationAgent).toEqual({
      token_configs: {
        coco_as: { url: 'https://kbs.example.com' },
        kbs: { url: 'https://kbs.example.com' },
      },
    });
    expect(confidentialDataHub).toMatchObject({ kbc: { name: 'cc_kbc', url: 'https://kbs.example.com' } });
    expect(policy).toMatch(/^package agent_policy\n/);
  });

  it.each([
    ['algorithm = sha256', ['it is no TOML: line 1, column 13']],
    [
      'algorithm = "md5"\nversion = "0.1.0"\n[data]',
      ['its "algorithm" has to be sha256, sha384 or sha512, in quotes'],
    ],
    ['algorithm = "sha256"\nversion = "1"\n[data]', ['its "version" has to be "0.1.0"']],
    ['algorithm = "sha256"\nversion = "0.1.0"', ['it has no table "data"']],
    [
      '[data]\na = 1\n"aa.toml" = "x"',
      [
        'its "algorithm" has to be sha256, sha384 or sha512, in quotes',
        'its "version" has to be "0.1.0"',
        '"a" below "data" has to be a text',
        '"aa.toml" is no TOML: line 1, column 1',
      ],
    ],
  ])('that a guest would not take says so, all at once: %j', (toml, faults) => {
    expect(readInitdata(toml).faults).toEqual(faults);
  });

  it('keeps what can be read beside a fault', () => {
    const { faults, policy } = readInitdata(TOML.replace('sha384', 'md5'));
    expect(faults).toHaveLength(1);
    expect(policy).toMatch(/^package agent_policy\n/);
  });

  it('never throws, and quotes nothing of what it could not read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { faults } = readInitdata(`secret = "hunter2" ${text}`);
        expect(faults.join()).not.toContain('hunter2');
      }),
    );
  });

  it('is read in time, also when it is deep or long', () => {
    for (const hostile of [
      `a = ${'['.repeat(500_000)}`,
      `${'a.'.repeat(200_000)}b = 1`,
      '[a]\n'.repeat(100_000),
    ]) {
      const start = performance.now();
      expect(readInitdata(hostile).faults.length).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
