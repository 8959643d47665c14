import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS, initdataDigests } from '../../initdata/digest.ts';
import {
  REFERENCE_VALUES_KEYS,
  readReferenceValues,
  referenceValues,
  TRUSTEE_VERSIONS,
} from '../../initdata/reference-values.ts';

const digests = initdataDigests('abc', 'sha256');
const expires = new Date('2027-06-30');
const entry = { name: 'init_data', expiration: '2027-06-30T00:00:00Z' };

describe('the reference values', () => {
  it('are a list of entries for Trustee 1.1, with what the TEE puts into its evidence', () => {
    const list = (tees: ('tdx' | 'snp')[]) =>
      JSON.parse(referenceValues(digests, { tees, expires, trustee: '1.1' }));
    expect(list(['snp'])).toEqual([{ ...entry, value: [digests.snp] }]);
    expect(list(['tdx'])).toEqual([{ ...entry, value: [digests.tdx] }]);
    expect(list(['tdx', 'snp'])).toEqual([{ ...entry, value: [digests.tdx, digests.snp] }]);
  });

  it('are a map of names to entries in base64 for Trustee 1.2', () => {
    const map = JSON.parse(referenceValues(digests, { tees: ['tdx'], expires, trustee: '1.2' }));
    expect(Object.keys(map)).toEqual(['init_data']);
    const packed = Buffer.from(map.init_data, 'base64url').toString('utf8');
    expect(JSON.parse(packed)).toEqual({ ...entry, value: [digests.tdx] });
  });

  it('are in URL-safe base64 with padding, whatever the bytes', () => {
    // Every length of the remainder, and bytes that the usual alphabet writes with + and /.
    const long = { ...digests, tdx: '\u00ff\u00fe>>>???', snp: '~~~' };
    for (const tees of [['tdx'], ['snp'], ['tdx', 'snp']] as ('tdx' | 'snp')[][]) {
      const map = JSON.parse(referenceValues(long, { tees, expires, trustee: '1.2' }));
      expect(map.init_data).toMatch(/^(?:[\w-]{4})*(?:[\w-]{4}|[\w-]{3}=|[\w-]{2}==)$/);
    }
  });

  it('are read back from the form of each release, and told apart', () => {
    const settings = fc.record({
      text: fc.string(),
      algorithm: fc.constantFrom(...ALGORITHMS),
      tees: fc.subarray(['tdx', 'snp'] as const, { minLength: 1 }),
      trustee: fc.constantFrom(...TRUSTEE_VERSIONS),
    });
    fc.assert(
      fc.property(settings, ({ text, algorithm, tees, trustee }) => {
        const own = initdataDigests(text, algorithm);
        const file = referenceValues(own, { tees, expires, trustee });
        expect(readReferenceValues(file)).toEqual({ trustee, digests: tees.map((tee) => own[tee]) });
      }),
    );
  });

  it('are refused where Trustee could not read them, or has none of initdata', () => {
    const ours = {
      '1.1': referenceValues(digests, { tees: ['tdx'], expires, trustee: '1.1' }),
      '1.2': referenceValues(digests, { tees: ['tdx'], expires, trustee: '1.2' }),
    };
    const { init_data } = JSON.parse(ours['1.2']);
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
    const refused = [
      '',
      'x',
      '1',
      'null',
      '[]',
      '{}',
      '[{"name": "mr_td"}]',
      '[{"name": "init_data", "value": []}]',
      JSON.stringify({ init_data: init_data.replace(/=+$/, '').slice(0, -1) }),
      JSON.stringify({ init_data: JSON.parse(ours['1.1'])[0] }),
      JSON.stringify({ init_data: base64({ ...entry, name: 'mr_td', value: [] }) }),
      JSON.stringify({ init_data: '>>>>' }),
      JSON.stringify({ init_data: '+/+/' }),
    ];
    for (const text of refused) expect(readReferenceValues(text), text).toHaveProperty('fault');
    expect(REFERENCE_VALUES_KEYS).toEqual({ '1.1': 'reference-values.json', '1.2': 'reference_value' });
  });
});
