import { describe, expect, it } from 'vitest';
import { githubReporter } from '../../report/github.ts';
import { documentOf, findingOf, NASTY_TEXT, reported, TOOL } from './support/documents.ts';

describe('the report for GitHub Actions', () => {
  it('is a command for each finding', () => {
    const findings = [
      findingOf({ fix: 'Quote it.' }),
      findingOf({ severity: 'warning', path: '' }),
      findingOf({ severity: 'info' }),
    ];
    expect(reported(githubReporter(TOOL), documentOf({ findings }), documentOf())).toBe(
      [
        '::error file=a.yaml,line=3,col=5,title=api/type::/data/k: Expected a string. Quote it.\n',
        '::warning file=a.yaml,line=3,col=5,title=api/type::/: Expected a string.\n',
        '::notice file=a.yaml,line=3,col=5,title=api/type::/data/k: Expected a string.\n',
      ].join(''),
    );
  });

  it('lets no text of a file become a command, or a property of one', () => {
    const document = documentOf({ file: NASTY_TEXT, findings: [findingOf({ message: NASTY_TEXT })] });
    const text = reported(githubReporter(TOOL), document);
    expect(text.trimEnd().split(/[\r\n]/)).toHaveLength(1);
    const [, properties = ''] = /^::error (.*?)::/.exec(text) ?? [];
    expect(properties.split(',').map((property) => property.split('=')[0])).toEqual([
      'file',
      'line',
      'col',
      'title',
    ]);
    expect(text).toContain('%25f');
  });
});
