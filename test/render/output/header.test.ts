import { describe, expect, it } from 'vitest';
import { HEADER_BYTES, hasHeader, withHeader } from '../../../render/output/header.ts';

describe('the header', () => {
  it('is a comment above the text', () => {
    expect(withHeader('tdx/a.yaml', 'profiles/tdx.yaml', 'a: 1\n')).toBe(
      '# Rendered by coco-gitops from profiles/tdx.yaml; do not edit.\na: 1\n',
    );
    expect(withHeader('tdx/README.md', 'profiles/tdx.yaml', '# TDX\n')).toBe(
      '<!-- Rendered by coco-gitops from profiles/tdx.yaml; do not edit. -->\n# TDX\n',
    );
  });

  it.each(['a\nb: 1', 'a --> b', 'a\u2028b'])('stays one comment when the source is called %j', (source) => {
    for (const path of ['a.yaml', 'a.md']) {
      const [first, ...rest] = withHeader(path, source, 'text').split('\n');
      expect(rest).toEqual(['text']);
      expect(first?.indexOf('-->')).toBe(path === 'a.md' ? (first?.length ?? 0) - 3 : -1);
      expect(first).not.toContain('\u2028');
    }
  });

  it('tells our files from others by the first bytes and the name', () => {
    const text = withHeader('a.yaml', `profiles/${'x'.repeat(200)}.yaml`, 'a: 1\n');
    expect(hasHeader('b/a.yaml', text.slice(0, HEADER_BYTES))).toBe(true);
    expect(hasHeader('a.md', text)).toBe(false);
    expect(hasHeader('a.txt', text)).toBe(false);
    expect(hasHeader('a.yaml', `\n${text}`)).toBe(false);
    expect(hasHeader('a.yaml', '# Rendered by something else\n')).toBe(false);
    expect(hasHeader('a.yaml', '')).toBe(false);
  });

  it('is refused for a file that has no comments', () => {
    expect(() => withHeader('a.json', 'p.yaml', '{}')).toThrow('a.json: only .yaml, .patch and .md');
  });
});
