import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInitdata, type InitdataProps, initdataToml } from '../../../constructs/initdata/initdata.ts';
import { INITDATA_ANNOTATION } from '../../../initdata/annotation.ts';
import {
  GUEST_KEYS,
  type GuestKey,
  INITDATA_FILES,
  keyName,
  tableName,
} from '../../../initdata/guest-settings/keys.ts';
import { initdataProblems } from '../../../initdata/problems.ts';
import { readInitdata } from '../../../initdata/read.ts';
import { judgePolicies, policyContext } from '../../../policy/index.ts';
import { allSettings, BAD, initdataWith, rowName, tableAt, told } from './support.ts';

/** What is said where every setting is there, because they are all there. */
const ALWAYS = told(initdataWith(allSettings()));

/** What is said more than that. */
function more(toml: string): string[] {
  return told(toml).filter((one) => !ALWAYS.includes(one));
}

const ROWS = GUEST_KEYS.map((row) => [rowName(row), row] as const);
const REQUIRED = ROWS.filter(([, row]) => row.required);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A key, with the number of its table where that is in a list. */
function named(row: GuestKey): RegExp {
  return new RegExp(
    escaped(keyName(row)).replace(escaped(tableName(row.table)), `${escaped(tableName(row.table))}(?: 1)?`),
  );
}

/** One letter less, and one that is exchanged. */
function misspelt(name: string): string[] {
  const middle = Math.floor(name.length / 2);
  const out = name.slice(0, middle) + name.slice(middle + 1);
  const exchanged = `${name.slice(0, middle - 1)}${name[middle]}${name[middle - 1]}${name.slice(middle + 1)}`;
  return [out, exchanged].filter((one) => one !== name);
}

describe('with every setting there is', () => {
  it('has no error, and says what is of one release or loses against another', () => {
    expect(ALWAYS.filter((one) => one.startsWith('error'))).toEqual([]);
    expect(ALWAYS.map((one) => one.split(' ')[0])).toEqual(ALWAYS.map(() => 'warning'));
    for (const [, row] of ROWS.filter(([, { since }]) => since !== undefined)) {
      expect(
        ALWAYS.filter((one) => one.includes(`${keyName(row)} is read from guest components ${row.since}`)),
      ).toHaveLength(1);
    }
  });
});

describe('each key', () => {
  it.each(REQUIRED)('is an error where its table is and it is not: %s', (_, row) => {
    const files = allSettings();
    delete tableAt(files, row.file, row.table)[row.key];
    expect(more(initdataWith(files))).toContainEqual(
      expect.stringMatching(new RegExp(`^error ${row.file} .*has no ${row.key}, without which`)),
    );
  });

  it.each(ROWS)('is told where it is misspelt, with its name: %s', (_, row) => {
    for (const name of misspelt(row.key)) {
      const files = allSettings();
      const table = tableAt(files, row.file, row.table);
      table[name] = table[row.key];
      delete table[row.key];
      expect(more(initdataWith(files)), name).toContainEqual(
        expect.stringMatching(
          new RegExp(`^warning ${row.file} .*${escaped(name)} is .*(?:did you mean|as) \\S`),
        ),
      );
    }
  });

  it.each(ROWS)('is an error with a type that its program refuses: %s', (_, row) => {
    for (const value of BAD[row.type]) {
      const files = allSettings();
      tableAt(files, row.file, row.table)[row.key] = value;
      // Nothing goes into a list of nothing.
      if (row.type === 'certificates' && Array.isArray(value) && value.length === 0) continue;
      expect(more(initdataWith(files)), JSON.stringify(value)).toContainEqual(
        expect.stringMatching(new RegExp(`^error ${named(row).source} has to be .* it does not start$`)),
      );
    }
  });

  it.each(ROWS)('is told where it stands in another table: %s', (_, row) => {
    for (const other of GUEST_KEYS) {
      const isKnownThere = GUEST_KEYS.some(
        ({ file, table, key }) => file === other.file && table === other.table && key === row.key,
      );
      if (isKnownThere) continue;
      const files = allSettings();
      const from = tableAt(files, row.file, row.table);
      tableAt(files, other.file, other.table)[row.key] = from[row.key];
      delete from[row.key];
      expect(more(initdataWith(files)), rowName(other)).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^warning ${other.file}.* ${escaped(row.key)} is (?:passed over there; it belongs into|a name that .*did you mean)`,
          ),
        ),
      );
    }
  });

  it('is sent where it belongs, when only one table has a key of its name', () => {
    const only = GUEST_KEYS.filter(({ key }) => GUEST_KEYS.filter((other) => other.key === key).length === 1);
    expect(only.length).toBeGreaterThan(15);
    for (const row of only) {
      const files = allSettings();
      const place = row.file === 'aa.toml' ? 'cdh.toml' : 'aa.toml';
      files[place][row.key] = tableAt(files, row.file, row.table)[row.key];
      delete tableAt(files, row.file, row.table)[row.key];
      const where = [row.file, tableName(row.table)].filter((part) => part !== '').join(' ');
      expect(more(initdataWith(files))).toContainEqual(
        `warning ${place} ${row.key} is passed over there; it belongs into ${where}`,
      );
    }
  });

  it.each(ROWS.filter(([, { table }]) => table !== ''))('is told beside "data": %s', (_, row) => {
    const [top = ''] = row.table.replaceAll('[]', '').split('.');
    const files = allSettings();
    const moved = files[row.file][top];
    delete files[row.file][top];
    expect(more(initdataWith(files, {}, { [top]: moved }))).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^warning "${top}" stands beside "data", where nobody reads it; it belongs into (?:aa|cdh)\\.toml$`,
        ),
      ),
    );
  });
});

describe('each file', () => {
  it.each(INITDATA_FILES)('is told where its name is misspelt: %s', (file) => {
    for (const name of misspelt(file)) {
      const { [file]: _, ...others }: Partial<Record<string, object>> = allSettings();
      expect(told(initdataWith(others, { [name]: 'x' }))).toContain(
        `warning "${name}" is no file that the guest reads; did you mean ${file}`,
      );
    }
  });
});

describe('every command', () => {
  const NOW = new Date('2026-06-01');

  /** The same initdata in a pod. */
  function checked(toml: string) {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', annotations: { [INITDATA_ANNOTATION]: encodeInitdata(toml) } },
      spec: { runtimeClassName: 'kata-cc', containers: [] },
    };
    return judgePolicies(pod, policyContext([pod], { now: NOW })).filter(({ rule }) =>
      /^policy\/(?:initdata|kbs)-/.test(rule),
    );
  }

  it('says the same of it', () => {
    const change = fc.record({
      row: fc.constantFrom(...GUEST_KEYS),
      how: fc.constantFrom('missing', 'misspelt', 'type', 'moved', 'url', 'version'),
      to: fc.constantFrom(...GUEST_KEYS),
    });
    fc.assert(
      fc.property(change, ({ row, how, to }) => {
        const files = allSettings();
        const table = tableAt(files, row.file, row.table);
        const value =
          how === 'type' ? BAD[row.type][0] : how === 'url' ? 'http://kbs.internal' : table[row.key];
        if (how !== 'type' && how !== 'url') delete table[row.key];
        else table[row.key] = value;
        if (how === 'misspelt') table[misspelt(row.key)[0] ?? ''] = value;
        if (how === 'moved') tableAt(files, to.file, to.table)[row.key] = value;
        const toml = initdataWith(files, {}, how === 'version' ? { version: '0.2.0' } : {});
        const problems = initdataProblems(readInitdata(toml), undefined, { now: NOW, insecureHttp: false });
        const said = problems.filter(({ message }) => !message.startsWith('has no policy.rego'));
        const plain = (message: string) =>
          message
            .replace(/^The initdata /, '')
            .replace(/\.$/, '')
            .toLowerCase();
        expect(checked(toml).map(({ severity, message }) => `${severity} ${plain(message)}`)).toEqual(
          said.map(({ severity, message }) => `${severity} ${message.toLowerCase()}`),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('has nothing to say of what a profile makes', () => {
    const props: fc.Arbitrary<InitdataProps> = fc.record(
      {
        algorithm: fc.constantFrom('sha256' as const, 'sha384' as const),
        kbsUrl: fc.constant('https://kbs.internal:8080'),
        agentPolicy: fc.constant('package agent_policy\n'),
        imageSecurityPolicy: fc.constant('kbs:///default/security-policy/one'),
        registryCredentials: fc.constant('kbs:///default/credential/one'),
      },
      { requiredKeys: ['algorithm', 'kbsUrl'] },
    );
    fc.assert(
      fc.property(props, (settings) => {
        expect(told(initdataToml(settings))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('hostile settings', () => {
  it('end in a list of bounded length, and no name that is not known is shown', () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`hunter${index}`, 'x'] as const);
    const many = Object.fromEntries(names);
    const near = Object.fromEntries(
      names.map(([name]) => [`image_security_policy_uri${name.slice(6)}`, 'x']),
    );
    const found = told(
      initdataWith(
        { 'aa.toml': many, 'cdh.toml': { ...near, credentials: names.map(() => ({})) } },
        many,
        many,
      ),
    );
    expect(found.length).toBe(51);
    expect(found.join()).not.toContain('hunter');
  });
});
