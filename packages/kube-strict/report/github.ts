import { printable } from '../ground/printable.ts';
import type { Severity } from '../validation/finding.ts';
import { remarksOn } from './checked-document.ts';
import type { Reporter } from './reporter.ts';
import type { Tool } from './tool.ts';

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** For GitHub Actions: a workflow command for each finding, which becomes an annotation in the diff. */
export function githubReporter({ name: title }: Tool): Reporter {
  return {
    start: () => '',
    document({ file, findings }) {
      return findings
        .map(({ rule, severity, path, message, fix, line, column }) => {
          const properties = { file, line, col: column, title: rule };
          const text = [`${path || '/'}: ${message}`, fix].filter(Boolean).join(' ');
          const list = Object.entries(properties).map(
            ([name, value]) => `${name}=${property(String(value))}`,
          );
          return `::${COMMANDS[severity]} ${list.join()}::${data(text)}\n`;
        })
        .join('');
    },
    end: (summary) =>
      remarksOn(summary)
        .map((text) => `::notice title=${property(title)}::${data(text)}\n`)
        .join(''),
  };
}

/** `%` and line breaks would end a command, or start another (actions/toolkit packages/core/src/command.ts). */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
