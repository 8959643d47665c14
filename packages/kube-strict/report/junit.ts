import { printable } from '../ground/printable.ts';
import { type CheckedDocument, remarksOn } from './checked-document.ts';
import type { Reporter } from './reporter.ts';
import type { Tool } from './tool.ts';

/** As many cases are held: a suite tells their number before the first. Further ones make another suite of the file. */
const MOST_CASES = 10_000;

/** For test dashboards: a suite for each file, a case for each object. A warning does not fail its case. */
export function junitReporter({ command }: Tool): Reporter {
  let file: string | undefined;
  let cases: string[] = [];
  let failures = 0;
  let skipped = 0;

  const suite = (): string => {
    if (file === undefined || cases.length === 0) return '';
    const head = `  <testsuite name=${attribute(file)} tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">\n`;
    const text = `${head}${cases.join('')}  </testsuite>\n`;
    [cases, failures, skipped] = [[], 0, 0];
    return text;
  };

  return {
    start: () => `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name=${attribute(command)}>\n`,
    document(document) {
      const before = document.file === file ? '' : suite();
      file = document.file;
      if (document.verdict === 'invalid') failures += 1;
      if (document.verdict === 'skipped') skipped += 1;
      cases.push(testCase(document));
      return cases.length < MOST_CASES ? before : before + suite();
    },
    end: (summary) => `${suite()}${remarks(remarksOn(summary))}</testsuites>\n`,
  };
}

/** A suite without a case: what is beside the suites is not shown by dashboards. */
function remarks(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const head = '  <testsuite name="summary" tests="0" failures="0" errors="0" skipped="0">\n';
  return `${head}    <system-out>${escapeXml(printable(lines.join('; ')))}</system-out>\n  </testsuite>\n`;
}

function testCase(document: CheckedDocument): string {
  const { file, kind, namespace, name, line, verdict, findings } = document;
  const object = [kind ?? 'document', namespace, name].filter(Boolean).join(' ');
  const head = `    <testcase classname=${attribute(file)} name=${attribute(`${object} (line ${line})`)}`;
  if (findings.length === 0 && verdict === 'valid') return `${head}/>\n`;
  const told = findings.map(({ rule, severity, path, message, fix, line, column }) =>
    printable(
      `${line}:${column} ${severity} ${path || '/'}: ${message}${fix === undefined ? '' : ` ${fix}`} [${rule}]`,
    ),
  );
  return `${head}>\n${outcome(document, told.join('\n'))}    </testcase>\n`;
}

function outcome({ verdict, findings }: CheckedDocument, text: string): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (verdict === 'invalid') {
    const [first] = errors;
    // There are errors, and too many in the run to show them.
    if (first === undefined) return '      <failure message="not shown"/>\n';
    const type = ` type=${attribute(first.rule)}`;
    const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
    return `      <failure message=${attribute(`${first.message}${more}`)}${type}>${escapeXml(text)}</failure>\n`;
  }
  const output = text === '' ? '' : `      <system-out>${escapeXml(text)}</system-out>\n`;
  return verdict === 'skipped' ? `      <skipped/>\n${output}` : output;
}

/** XML 1.0 has no place for control characters, not even for escaped ones. */
function attribute(text: string): string {
  return `"${escapeXml(printable(text))}"`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
