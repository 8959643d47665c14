import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { printable } from '../../ground/printable.ts';
import { junitReporter } from '../../report/junit.ts';
import { documentOf, findingOf, NASTY_TEXT, reported, TOOL } from './support/documents.ts';

// A parser that cdk8s-cli brings.
const { DOMParser } = createRequire(import.meta.url)('@xmldom/xmldom');

interface XmlNode {
  readonly nodeName: string;
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>;
  readonly childNodes: ArrayLike<XmlNode>;
  readonly textContent: string;
}

function parse(text: string): XmlNode {
  const errors: unknown[] = [];
  const document = new DOMParser({ onError: (...error: unknown[]) => errors.push(error) }).parseFromString(
    text,
    'text/xml',
  );
  expect(errors).toEqual([]);
  return document.documentElement;
}

function outline({ nodeName, attributes, childNodes }: XmlNode): unknown {
  const children = Array.from(childNodes).filter((child) => !child.nodeName.startsWith('#'));
  const values = Object.fromEntries(Array.from(attributes).map(({ name, value }) => [name, value]));
  return [nodeName, values, ...children.map(outline)];
}

describe('the JUnit report', () => {
  it('is a suite for each file and a case for each object', () => {
    const text = reported(
      junitReporter(TOOL),
      documentOf(),
      documentOf({
        name: 'b',
        line: 7,
        findings: [findingOf(), findingOf({ severity: 'warning' }), findingOf()],
      }),
      documentOf({ file: 'b.yaml', verdict: 'skipped', kind: 'Thing' }),
      documentOf({ file: 'b.yaml', findings: [findingOf({ severity: 'warning', message: 'Odd.' })] }),
    );
    const suite = { errors: '0' };
    expect(outline(parse(text))).toEqual([
      'testsuites',
      { name: 'kube-strict' },
      [
        'testsuite',
        { ...suite, name: 'a.yaml', tests: '2', failures: '1', skipped: '0' },
        ['testcase', { classname: 'a.yaml', name: 'ConfigMap ns a (line 1)' }],
        [
          'testcase',
          { classname: 'a.yaml', name: 'ConfigMap ns b (line 7)' },
          ['failure', { message: 'Expected a string. (and 1 more)', type: 'api/type' }],
        ],
      ],
      [
        'testsuite',
        { ...suite, name: 'b.yaml', tests: '2', failures: '0', skipped: '1' },
        ['testcase', { classname: 'b.yaml', name: 'Thing ns a (line 1)' }, ['skipped', {}]],
        ['testcase', { classname: 'b.yaml', name: 'ConfigMap ns a (line 1)' }, ['system-out', {}]],
      ],
    ]);
  });

  it('is XML whatever a file says', () => {
    const finding = findingOf({ message: NASTY_TEXT, path: `/${NASTY_TEXT}`, fix: NASTY_TEXT });
    const text = reported(
      junitReporter(TOOL),
      documentOf({ file: NASTY_TEXT, name: NASTY_TEXT, findings: [finding] }),
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(parse(text).textContent).toContain(`/${printable(NASTY_TEXT)}: `);
  });
});
