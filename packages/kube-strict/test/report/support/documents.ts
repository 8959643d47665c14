import type { CheckedDocument, PlacedFinding } from '../../../report/checked-document.ts';
import { Counter } from '../../../report/checked-document.ts';
import type { Reporter } from '../../../report/reporter.ts';
import type { Tool } from '../../../report/tool.ts';

/** The program that reports. */
export const TOOL: Tool = { name: 'kube-strict', command: 'kube-strict', version: '1.2.3', rules: [] };

/** A document that is valid unless it is said otherwise. */
export function documentOf(more: Partial<CheckedDocument> = {}): CheckedDocument {
  return {
    file: 'a.yaml',
    index: 0,
    line: 1,
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'ns',
    name: 'a',
    verdict: more.findings?.some(({ severity }) => severity === 'error') ? 'invalid' : 'valid',
    findings: [],
    excerpt: () => undefined,
    ...more,
  };
}

/** A finding that is an error unless it is said otherwise. */
export function findingOf(more: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    rule: 'api/type',
    severity: 'error',
    path: '/data/k',
    message: 'Expected a string.',
    line: 3,
    column: 5,
    ...more,
  };
}

/** What a reporter makes of documents. */
export function reported(reporter: Reporter, ...documents: readonly CheckedDocument[]): string {
  const counter = new Counter();
  const texts = documents.map((document) => {
    counter.add(document);
    return reporter.document(document);
  });
  return [reporter.start(), ...texts, reporter.end(counter.summary())].join('');
}

/** Texts that mean something in one of the formats, or to a terminal. */
export const NASTY_TEXT = 'a"b\'c<d>&e%f,g:h\n::error::x\r\u001b[31m\u0000\u202e]]>\ud800\\é';
