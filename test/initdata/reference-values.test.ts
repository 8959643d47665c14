import { describe, expect, it } from 'vitest';
import { initdataDigests } from '../../initdata/digest.ts';
import { referenceValues } from '../../initdata/reference-values.ts';

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
    const packed = Buffer.from(map.init_data, 'base64').toString('utf8');
    expect(JSON.parse(packed)).toEqual({ ...entry, value: [digests.tdx] });
  });
});
