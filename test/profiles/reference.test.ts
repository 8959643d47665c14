import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLES } from '../../profiles/examples.ts';
import { valueAt } from '../../profiles/path.ts';
import { profileReference, referenceRows } from '../../profiles/reference.ts';
import { problemsIn, profileIn, profileText } from './profile-text.ts';

const FILE = fileURLToPath(new URL('../../docs/profiles.md', import.meta.url));

describe('the reference of keys', () => {
  const rows = referenceRows();
  const keys = rows.map(({ key }) => key);

  it('is current (renew it with: npx vitest run test/profiles -u)', async () => {
    await expect(profileReference()).toMatchFileSnapshot(FILE);
  });

  it('has a row or a heading for every key, and explains it', () => {
    const lines = profileReference().split('\n');
    const shown = (key: string) =>
      lines.some((line) => line.startsWith(`| \`${key}\` |`) || line === `## ${key}`);
    expect(keys.filter((key) => !shown(key))).toEqual([]);
    expect(rows.filter(({ description }) => !/\w{3}.*\.$/.test(description))).toEqual([]);
  });

  it('has the keys that messages have examples of', () => {
    const named = Object.keys(EXAMPLES).map((pattern) => pattern.replace(/\.\*/g, '[]'));
    expect(named.filter((key) => !key.endsWith('[]') && !keys.includes(key))).toEqual([]);
  });

  it('calls required what a profile cannot do without, and nothing else', () => {
    const top = rows.filter(({ key }) => !/[.[]/.test(key));
    expect(top.map(({ key }) => key)).toHaveLength(15);
    for (const row of top) {
      // The number of nodes is asked for by a rule: only several nodes need it.
      if (row.key === 'nodes') continue;
      const refused = problemsIn(profileText({ [row.key]: undefined })).length > 0;
      expect([row.key, row.default === 'required']).toEqual([row.key, refused]);
    }
  });

  it('states the defaults that a profile really gets', () => {
    const profile = profileIn(profileText({ verification: '{}' }));
    const stated = rows.filter((row) => row.default !== '' && row.default !== 'required');
    const plain = stated.filter(
      ({ key }) => !/\[\]|^pccs\.\w+\.|^workloads$|^gitops\.flux\.verify\./.test(key),
    );
    expect(plain.length).toBeGreaterThan(25);
    for (const { key, default: value } of plain) {
      expect([key, parse(value)]).toEqual([key, valueAt(profile, key.split('.'))]);
    }
  });
});
