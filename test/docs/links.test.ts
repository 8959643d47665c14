import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { brokenLinks } from './support/markdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'));

/** Profiles and what they render to: a fork drops them, as the pages say. */
const EXAMPLE = /^(?:\.\.\/)?(?:profiles\/[^/]+\.yaml|dist\/.*)$/;

describe('the pages', () => {
  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    ...docs.map((name) => `docs/${name}`),
  ])('link only to files, folders and headings that exist: %s', (page) => {
    const broken = brokenLinks(root + page).filter((target) => !EXAMPLE.test(target));
    expect(broken).toEqual([]);
  });
});

describe('the check of links', () => {
  const folder = mkdtempSync(`${tmpdir()}/links-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sees a link to nothing, and no other', () => {
    mkdirSync(`${folder}/docs`);
    writeFileSync(`${folder}/docs/other.md`, '# A `code` heading, and more\n');
    const page = `${folder}/README.md`;
    writeFileSync(
      page,
      [
        '# Here',
        '[a](docs/other.md) [b](docs/) [c](docs/other.md#a-code-heading-and-more) [d](#here) [e](https://example.com/x)',
        '[f](docs/none.md) [g](docs/other.md#none) [h](#there), `[i](none)`',
        '```md\n# There\n[j](none)\n```',
        '![k](none.png)',
      ].join('\n'),
    );
    expect(brokenLinks(page)).toEqual(['docs/none.md', 'docs/other.md#none', '#there', 'none.png']);
  });
});
