import pc from 'picocolors';
import { plural, printable } from '../ground/printable.ts';
import type { Severity } from '../validation/finding.ts';
import {
  type CheckedDocument,
  type CheckSummary,
  type PlacedFinding,
  remarksOn,
} from './checked-document.ts';
import type { Reporter } from './reporter.ts';

/** For people: by file, with the line of the file and how to mend it. */
export function textReporter(useColor: boolean): Reporter {
  const colors = pc.createColors(useColor);
  const paint: Record<Severity, (text: string) => string> = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.blue,
  };
  let file: string | undefined;
  const skipped = new Map<string, number>();

  const finding = (document: CheckedDocument, one: PlacedFinding): string => {
    const { line, column, severity, message, rule, path, fix } = one;
    const head = `  ${line}:${column}  ${paint[severity](severity)}  ${printable(message)}  ${colors.dim(rule)}`;
    const place = path === '' ? [] : [`    ${colors.dim(printable(path))}`];
    const fixed = fix === undefined ? [] : [`    ${colors.dim('fix:')} ${printable(fix)}`];
    return [head, ...place, ...excerpt(document, one), ...fixed, ''].join('\n');
  };

  const excerpt = (document: CheckedDocument, one: PlacedFinding): string[] => {
    const shown = document.excerpt(one);
    if (shown === undefined) return [];
    const number = String(one.line).padStart(6);
    const indent = ' '.repeat(printable(shown.text.slice(0, shown.at)).length);
    const mark =
      shown.at > shown.text.length ? [] : [`${' '.repeat(6)} | ${indent}${paint[one.severity]('^')}`];
    return [colors.dim(`${number} | `) + printable(shown.text), ...mark];
  };

  return {
    start: () => '',
    document(document) {
      if (document.verdict === 'skipped') {
        const own = [document.kind, document.apiVersion].filter(Boolean).join(' of ');
        const kind = document.what ?? (own === '' ? 'without a kind' : own);
        skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
      }
      if (document.findings.length === 0) return '';
      const head = document.file === file ? '' : `${colors.bold(printable(fileName(document.file)))}\n`;
      file = document.file;
      return `${head}${objectLine(document)}${document.findings.map((one) => finding(document, one)).join('')}\n`;
    },
    end: (summary) =>
      skippedLine(skipped) +
      remarksOn(summary)
        .map((line) => `${line}\n`)
        .join('') +
      summaryLine(summary),
  };
}

function objectLine({ kind, namespace, name, line }: CheckedDocument): string {
  if (kind === undefined) return '';
  const object = [kind, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' ');
  return `  ${printable(object)}, line ${line}\n`;
}

function fileName(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** Nobody should take what was not judged for what is right. */
function skippedLine(kinds: ReadonlyMap<string, number>): string {
  if (kinds.size === 0) return '';
  const list = [...kinds].slice(0, MOST_KINDS).map(([kind, count]) => `${count} × ${printable(kind)}`);
  const more = kinds.size > MOST_KINDS ? `, and ${plural(kinds.size - MOST_KINDS, 'other kind')}` : '';
  return `not judged: ${list.join(', ')}${more}\n`;
}
const MOST_KINDS = 10;

function summaryLine(summary: CheckSummary): string {
  const { files, documents, valid, invalid, skipped, errors, warnings, infos } = summary;
  const objects = `${plural(documents, 'object')} in ${plural(files, 'file')}: ${valid} valid, ${invalid} invalid, ${skipped} skipped`;
  const notes = infos === 0 ? '' : `, ${plural(infos, 'note')}`;
  return `${objects}; ${plural(errors, 'error')}, ${plural(warnings, 'warning')}${notes}\n`;
}
