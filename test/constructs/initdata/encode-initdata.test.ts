import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInitdata, initdataToml } from '../../../constructs/initdata/initdata.ts';

const DEFAULT = initdataToml({ algorithm: 'sha384', kbsUrl: 'https://kbs.example.com' });

describe('the value of the annotation', () => {
  it('is gzip in base64 on one line, and another implementation of gzip reads it back', () => {
    const value = encodeInitdata(DEFAULT);
    expect(value).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
    expect(gunzipSync(Buffer.from(value, 'base64')).toString('utf8')).toBe(DEFAULT);
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
        expect(gunzipSync(Buffer.from(encodeInitdata(text), 'base64')).toString('utf8')).toBe(text);
      }),
    );
  });

  it('has nothing in its header that tells when, where or from which file it was made (RFC 1952)', () => {
    const header = Buffer.from(encodeInitdata(DEFAULT), 'base64').subarray(0, 10);
    const [magic, deflate, noFlags, noTime, bestCompression, unknownSystem] = [
      '1f8b',
      '08',
      '00',
      '00000000',
      '02',
      'ff',
    ];
    expect(header.toString('hex')).toBe(magic + deflate + noFlags + noTime + bestCompression + unknownSystem);
  });

  // The digest that attestation binds is that of the TOML, so other bytes here would change no measurement; but every
  // pod of every cluster would show up in a review, and be made anew.
  it('keeps its bytes across releases of this program, of Node and of the compressor', () => {
    expect(encodeInitdata('algorithm = "sha256"\nversion = "0.1.0"\n')).toBe(
      'H4sIAAAAAAAC/0vMSc8vyizJyFWwVVAqzkg0MjVT4ipLLSrOzM8DCRnoGeoZKHEBAFCwXNEnAAAA',
    );
    expect(createHash('sha256').update(encodeInitdata(DEFAULT)).digest('hex')).toBe(
      '389d29035397b0c62e1d94cddce1b7cc2faf7e5e193aa656bd0a5cca7d04da03',
    );
  });
});

// Stronger than the above: another byte here is another measurement. Every reference value that was computed from the
// default initdata would stop matching, and the attestation service would refuse the secrets of every pod.
describe('the default initdata', () => {
  it('keeps its bytes across releases', () => {
    expect(createHash('sha384').update(DEFAULT).digest('hex')).toBe(
      'c04e79658469741f0a2459bb31a2c9b3a50dbfdc171467afd26b67de732725d4d2711538cfe6c3944ad34a47831a80f4',
    );
  });
});
