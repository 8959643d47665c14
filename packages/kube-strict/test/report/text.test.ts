import { describe, expect, it } from 'vitest';
import { textReporter } from '../../report/text.ts';
import { documentOf, findingOf, NASTY_TEXT, reported } from './support/documents.ts';

const excerpt = () => ({ text: '  k: 1', at: 5 });

describe('the report for people', () => {
  it('groups findings by file and object, with place, line and remedy', () => {
    const finding = findingOf({ fix: 'Put it in quotes.' });
    const text = reported(
      textReporter(false),
      documentOf({ findings: [finding], excerpt }),
      documentOf({ file: 'b.yaml', name: 'good' }),
      documentOf({
        file: 'c.yaml',
        findings: [findingOf({ severity: 'warning' }), findingOf({ severity: 'info', path: '' })],
      }),
    );
    expect(text.split('\n')).toEqual([
      'a.yaml',
      '  ConfigMap ns/a, line 1',
      '  3:5  error  Expected a string.  api/type',
      '    /data/k',
      '     3 |   k: 1',
      '       |      ^',
      '    fix: Put it in quotes.',
      '',
      'c.yaml',
      '  ConfigMap ns/a, line 1',
      '  3:5  warning  Expected a string.  api/type',
      '    /data/k',
      '  3:5  info  Expected a string.  api/type',
      '',
      '3 objects in 3 files: 2 valid, 1 invalid, 0 skipped; 1 error, 1 warning, 1 note',
      '',
    ]);
  });

  it('names the kinds that were not judged', () => {
    const strange = documentOf({ verdict: 'skipped', apiVersion: 'example.com/v1', kind: 'Strange' });
    const text = reported(textReporter(false), strange, strange, documentOf({ name: 'good' }));
    expect(text).toContain('not judged: 2 × Strange of example.com/v1\n');
    expect(reported(textReporter(false), documentOf({}))).not.toContain('not judged');
  });

  it('is coloured when it is to be, and only then', () => {
    const document = documentOf({ findings: [findingOf()], excerpt });
    expect(reported(textReporter(true), document)).toContain('\u001b[31merror\u001b[39m');
    expect(reported(textReporter(false), document)).not.toContain('\u001b');
  });

  it('lets no text of a file steer the terminal', () => {
    const nasty = { message: NASTY_TEXT, path: `/${NASTY_TEXT}`, fix: NASTY_TEXT };
    const document = documentOf({
      file: NASTY_TEXT,
      name: NASTY_TEXT,
      findings: [findingOf(nasty)],
      excerpt: () => ({ text: NASTY_TEXT, at: 3 }),
    });
    const text = reported(textReporter(false), document);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    expect(text.match(/^::error/m)).toBeNull();
  });
});
