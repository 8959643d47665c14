import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../ground/nearest.ts';

const KEYS = ['tee', 'gpu', 'topology', 'openshift', 'nodes', 'pccs', 'sandboxedContainers'];

describe('nearest', () => {
  it.each([
    ['topologie', 'topology'],
    ['toplogy', 'topology'],
    ['otpology', 'topology'],
    ['TEE', 'tee'],
    ['te', 'tee'],
    ['node', 'nodes'],
    ['sandboxedContainer', 'sandboxedContainers'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, KEYS)).toBe(meant);
  });

  it.each(['', 'x', 'kubernetes', 'secret', 'abc', '__proto__'])('finds nothing near to "%s"', (word) => {
    expect(nearest(word, KEYS)).toBeUndefined();
  });

  it('counts an exchange of neighbours as one mistake, less than two replacements', () => {
    expect(nearest('abdc', ['abxx', 'abcd'])).toBe('abcd');
    expect(nearest('abdcef', ['abcfef', 'abcdef'])).toBe('abcdef');
  });

  it('prefers the nearest, and of equally near ones the first', () => {
    expect(nearest('stable', ['stabile1', 'stables'])).toBe('stables');
    expect(nearest('nodex', ['nodea', 'nodeb'])).toBe('nodea');
  });

  it('does not compare words of more than 64 letters', () => {
    const long = 'a'.repeat(65);
    expect(nearest(long, [long])).toBeUndefined();
    expect(nearest('a'.repeat(64), [long, 'a'.repeat(63)])).toBe('a'.repeat(63));
  });

  it('finds every word of at least three letters again after one letter is left out', () => {
    const word = fc.stringMatching(/^[a-z]{3,20}$/);
    fc.assert(
      fc.property(word, fc.nat(), (text, seed) => {
        const index = seed % text.length;
        expect(nearest(text.slice(0, index) + text.slice(index + 1), [text])).toBe(text);
      }),
    );
  });
});
