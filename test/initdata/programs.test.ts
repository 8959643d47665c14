import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInitdata, type InitdataProps, initdataToml } from '../../constructs/initdata/initdata.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import { ALGORITHMS, initdataDigests } from '../../initdata/digest.ts';

/** The programs of the document's own commands (section 3.6). */
const PROGRAMS = ['gzip', 'base64', 'sha256sum', 'sha384sum', 'sha512sum', 'xxd'];
const missing = PROGRAMS.filter((name) => spawnSync(name, ['--version']).error !== undefined);

/** What a pipe of programs makes of a text or of bytes. */
function shell(command: string, input: string | Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { input });
  expect(`${stderr}${status}`).toBe('0');
  return stdout;
}

/** Settings of any sort, with characters of several bytes among them. */
const settings: fc.Arbitrary<InitdataProps> = fc.record(
  {
    algorithm: fc.constantFrom(...ALGORITHMS),
    kbsUrl: fc.webUrl({ validSchemes: ['https'] }).filter((url) => !url.includes("'''")),
    agentPolicy: fc
      .array(fc.string({ unit: fc.constantFrom('a', '#', '\u00e9', '\u{1f512}', ' ', '"') }))
      .map((lines) => ['package agent_policy', ...lines.map((line) => `# ${line}`), ''].join('\n')),
    imageSecurityPolicy: fc.constant('kbs:///default/security-policy/osc'),
    registryCredentials: fc.constant('kbs:///default/credential/registries'),
  },
  { requiredKeys: ['algorithm', 'kbsUrl'] },
);

describe.skipIf(missing.length > 0)(`initdata (skipped without ${PROGRAMS.join(', ')})`, () => {
  it('is what the programs of the document make of it, and they read ours', () => {
    fc.assert(
      fc.property(settings, (props) => {
        const toml = initdataToml(props);
        const annotation = encodeInitdata(toml);
        expect(shell('base64 -d | gzip -dc', annotation).toString('utf8')).toBe(toml);
        expect(shell('base64 -w0', Buffer.from(annotation, 'base64')).toString('latin1')).toBe(annotation);
        // Compressors differ in their bytes, not in what comes out again.
        const theirs = shell('gzip -n | base64 -w0', toml).toString('latin1');
        expect(decodeInitdata(theirs)).toEqual({ toml });
      }),
      { numRuns: 25 },
    );
  });

  it('has the digests that the programs compute, byte for byte', () => {
    fc.assert(
      fc.property(settings, (props) => {
        const toml = initdataToml(props);
        const { raw, snp, tdx, pcr8 } = initdataDigests(toml, props.algorithm);
        const hash = shell(`${props.algorithm}sum | cut -d' ' -f1`, toml).toString('latin1').trim();
        expect(raw).toBe(hash);
        const field = (bytes: number) =>
          shell(`{ xxd -r -p; head -c 64 /dev/zero; } | head -c ${bytes} | xxd -p -c 64`, hash)
            .toString('latin1')
            .trim();
        expect(snp).toBe(field(32));
        expect(tdx).toBe(field(48));
        const extend = `{ printf '%064d' 0; cat; } | xxd -r -p | sha256sum | cut -d' ' -f1`;
        const extended = shell(extend, hash).toString('latin1').trim();
        expect(pcr8).toBe(props.algorithm === 'sha256' ? extended : undefined);
      }),
      { numRuns: 25 },
    );
  });
});

describe('initdata', () => {
  it('is the same when it is made again, and its digest that of the bytes of its TOML', () => {
    fc.assert(
      fc.property(settings, (props) => {
        const toml = initdataToml(props);
        expect(initdataToml({ ...props })).toBe(toml);
        expect(encodeInitdata(toml)).toBe(encodeInitdata(initdataToml(props)));
        expect(gunzipSync(Buffer.from(encodeInitdata(toml), 'base64')).toString('utf8')).toBe(toml);
        const digests = initdataDigests(toml, props.algorithm);
        expect(digests.raw).toBe(createHash(props.algorithm).update(Buffer.from(toml)).digest('hex'));
        expect([digests.snp.length, digests.tdx.length]).toEqual([64, 96]);
      }),
    );
  });

  it('has another digest in every form when any character of it is another', () => {
    const change = fc.tuple(settings, fc.nat(), fc.constantFrom('a', ' ', '\n', '\u00e9', ''));
    fc.assert(
      fc.property(change, ([props, place, text]) => {
        const toml = initdataToml(props);
        const at = place % toml.length;
        const changed = toml.slice(0, at) + text + toml.slice(at + 1);
        fc.pre(changed !== toml && !/\p{Surrogate}/u.test(changed));
        const before = initdataDigests(toml, props.algorithm);
        const after = initdataDigests(changed, props.algorithm);
        expect(after.raw).not.toBe(before.raw);
        expect(after.snp).not.toBe(before.snp);
        expect(after.tdx).not.toBe(before.tdx);
      }),
    );
  });

  // Digests of "abc" from FIPS 180-4 and its examples, so that nothing here is held against itself alone.
  it.each([
    [
      'sha256',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      `ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad${'0'.repeat(32)}`,
    ],
    [
      'sha384',
      'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed',
      'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
    ],
    [
      'sha512',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd',
    ],
  ] as const)(
    'fills HOSTDATA and MRCONFIGID with %s, cut off or padded with zeros',
    (algorithm, snp, tdx) => {
      expect(initdataDigests('abc', algorithm)).toMatchObject({ snp, tdx });
    },
  );
});
