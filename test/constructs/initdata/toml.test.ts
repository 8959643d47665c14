import * as fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { basicString, literalBlock, multilineString } from '../../../constructs/initdata/toml.ts';

/** What a TOML reader makes of a value. */
function read(value: string): unknown {
  return parse(`a = ${value}`)['a'];
}

const texts = fc.string({ unit: 'binary' });

/** Whether a writer of texts refuses one. */
function refuses(write: (text: string) => string, text: string): boolean {
  try {
    write(text);
    return false;
  } catch {
    return true;
  }
}

describe('a literal block', () => {
  it('stands as it is, and ends its last line', () => {
    expect(literalBlock('a\n  b \\n "c" \'d\'')).toBe("'''\na\n  b \\n \"c\" 'd'\n'''");
    expect(literalBlock('a\n')).toBe("'''\na\n'''");
    expect(literalBlock('')).toBe("'''\n\n'''");
  });

  it('is read back as it was', () => {
    const writable = texts.filter((text) => !refuses(literalBlock, text));
    fc.assert(
      fc.property(writable, (text) => {
        expect(read(literalBlock(text))).toBe(text.endsWith('\n') ? text : `${text}\n`);
      }),
    );
    expect(read(literalBlock('\n\nafter empty lines'))).toBe('\n\nafter empty lines\n');
    expect(read(literalBlock("it ends in quotes ''"))).toBe("it ends in quotes ''\n");
  });

  it.each([
    ['the quotes that would end it', "a'''b"],
    ['NUL', '\0'],
    ['a carriage return, which TOML would change', 'a\r\nb'],
    ['ESC', '\x1b[0m'],
    ['DEL', '\x7f'],
    ['half of a surrogate pair', '\udc00'],
  ])('cannot hold %s', (_, text) => {
    expect(() => literalBlock(text)).toThrow('cannot stand in a TOML literal block');
  });

  it('can hold tabs and characters beyond the basic plane', () => {
    expect(read(literalBlock('\t\u{1f512}'))).toBe('\t\u{1f512}\n');
  });
});

describe('a string on one line', () => {
  it('is read back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(read(basicString(text))).toBe(text);
      }),
    );
    for (const text of ['', '"', '\\', '\0\x7f\x1b\r\n\t', "'''", '\u{1f512}', '\u2028']) {
      expect(read(basicString(text))).toBe(text);
    }
  });

  it('has no line feed in it', () => {
    expect(basicString('a\nb')).toBe('"a\\nb"');
  });

  it('cannot hold half of a surrogate pair', () => {
    expect(() => basicString('\ud800')).toThrow('half of a surrogate pair');
  });
});

describe('a string over several lines', () => {
  it('is read back as it was, when it needs no escapes', () => {
    const writable = texts.filter((text) => !refuses(multilineString, text));
    fc.assert(
      fc.property(writable, (text) => {
        expect(read(multilineString(text))).toBe(text);
      }),
    );
    expect(multilineString('a\nb\n')).toBe('"""\na\nb\n"""');
  });

  it.each(['"', '\\', '\r', '\0', '\x7f', '\ud800'])('cannot hold %j', (text) => {
    expect(() => multilineString(`a${text}b`)).toThrow('text needs escapes in a TOML string');
  });
});
