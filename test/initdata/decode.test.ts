import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { decodeInitdata, MAX_TOML_BYTES } from '../../initdata/decode.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const NO_GZIP = { fault: 'it is not gzip, or cut off' };

describe('a value of the initdata annotation', () => {
  it('is decoded to what was encoded, also with the line breaks of base64', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (toml) => {
        const value = encodeInitdata(toml);
        expect(decodeInitdata(value)).toEqual({ toml });
        expect(decodeInitdata(`${value.slice(0, 8)}\n${value.slice(8)}\r\n`)).toEqual({ toml });
      }),
    );
  });

  it.each([
    ['', 'it is not base64'],
    ['<initdata_string>', 'it is not base64'],
    ['H4sI*', 'it is not base64'],
    ['H4sIA', 'it is not base64'],
  ])('is refused where it is no base64: %j', (value, fault) => {
    expect(decodeInitdata(value)).toEqual({ fault });
  });

  it('is refused where it is no gzip, or only the first half of it', () => {
    expect(decodeInitdata(base64(Buffer.from('algorithm = "sha256"')))).toEqual(NO_GZIP);
    expect(decodeInitdata(base64(gzipSync('x'.repeat(1000)).subarray(0, 20)))).toEqual(NO_GZIP);
  });

  it('is refused where it is not UTF-8', () => {
    expect(decodeInitdata(base64(gzipSync(Buffer.from([0xc3, 0x28]))))).toEqual({ fault: 'it is not UTF-8' });
  });

  it('never becomes more than the bound, whatever it claims', () => {
    expect(decodeInitdata(base64(gzipSync(Buffer.alloc(MAX_TOML_BYTES))))).toEqual({
      toml: '\0'.repeat(MAX_TOML_BYTES),
    });
    const bomb = gzipSync(Buffer.alloc(200 * 1024 ** 2));
    expect(bomb.length).toBeLessThan(256 * 1024);
    expect(decodeInitdata(base64(bomb))).toEqual({ fault: 'it unpacks to more than 2 MiB' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array().map(base64)), (value) => {
        expect(Object.keys(decodeInitdata(value))).toHaveLength(1);
      }),
    );
  });
});
