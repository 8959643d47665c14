import { describe, expect, it } from 'vitest';
import { customFormat } from '../../validation/formats/custom-formats.ts';
import { FORMATS } from '../../validation/formats/formats.ts';
import { FORMAT_CASES } from './support/format-cases.ts';

describe.each(Object.entries(FORMAT_CASES))('the format %s', (format, [fine, wrong]) => {
  it.each(fine)('takes %j', (text) => {
    expect(FORMATS[format]?.(text)).toBe(true);
  });

  it.each(wrong)('refuses %j', (text) => {
    expect(FORMATS[format]?.(text)).toBe(false);
  });

  it('answers at once on long texts of what it is made of', () => {
    const pieces = [
      'x',
      '0',
      ' ',
      '1.',
      'a-',
      ':',
      '::',
      '%',
      '%41',
      '"',
      '(',
      '\\',
      '@',
      'a@b,',
      '1h',
      '1 ',
      '=',
      '.',
      'é',
    ];
    for (const piece of [...pieces, ...fine]) {
      const text = piece.repeat(Math.ceil(1e5 / Math.max(piece.length, 1)));
      for (const hostile of [text, `${text}!`, `a${text}`, `"${text}`, `http://${text}`]) {
        const start = performance.now();
        expect(FORMATS[format]?.(hostile)).toBeTypeOf('boolean');
        expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(500);
      }
    }
  });
});

describe('the formats', () => {
  it('have cases each', () => {
    expect(Object.keys(FORMAT_CASES).sort()).toEqual(Object.keys(FORMATS).sort());
  });

  it('count in custom resources on texts, with or without dashes', () => {
    expect(customFormat({ type: 'string', format: 'date-time' })).toBe('datetime');
    expect(customFormat({ format: 'ipv4' })).toBe('ipv4');
    for (const format of [
      'int32',
      'int64',
      'float',
      'double',
      'ip',
      'arn',
      'quantity',
      'go-time',
      'toString',
    ]) {
      expect(customFormat({ type: 'string', format })).toBeUndefined();
    }
    expect(customFormat({ type: 'array', format: 'ipv4' })).toBeUndefined();
  });
});
