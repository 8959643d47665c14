import pc from 'picocolors';
import type { Severity } from '../../validation/finding.ts';
import type { CheckedDocument, CheckSummary, PlacedFinding } from '../check/report.ts';
import { plural, printable } from './printable.ts';
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
      if (document.findings.length === 0) return '';
      const head = document.file === file ? '' : `${colors.bold(printable(fileName(document.file)))}\n`;
      file = document.file;
      return `${head}${objectLine(document)}${document.findings.map((one) => finding(document, one)).join('')}\n`;
    },
    end: summaryLine,
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

function summaryLine(summary: CheckSummary): string {
  const { files, documents, valid, invalid, skipped, errors, warnings, infos } = summary;
  const objects = `${plural(documents, 'object')} in ${plural(files, 'file')}: ${valid} valid, ${invalid} invalid, ${skipped} skipped`;
  const notes = infos === 0 ? '' : `, ${plural(infos, 'note')}`;
  return `${objects}; ${plural(errors, 'error')}, ${plural(warnings, 'warning')}${notes}\n`;
}
