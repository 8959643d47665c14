import { type Purpose, remedyOf } from '../manifests/purpose/purpose.ts';
import { type CheckedDocument, SEVERITIES } from '../report/checked-document.ts';
import type { Finding } from '../validation/finding.ts';
import type { Judging } from './judging-run.ts';

/** Says how to judge what a tool makes; once for each command, since a chart has many templates. */
export function noteOn(purpose: Purpose, { told, tool }: Pick<Judging, 'told' | 'tool'>): Finding[] {
  const { rule, message } = purpose;
  const fix = remedyOf(purpose, tool.command);
  if (told.has(fix)) return [];
  told.add(fix);
  return [{ rule, severity: 'info', path: '', message, fix }];
}

/** About a file that is not read, since it is for a tool. */
export function skippedFile(file: string, purpose: Purpose, judging: Judging): CheckedDocument {
  const { skip, minSeverity } = judging;
  const findings = noteOn(purpose, judging).filter(
    ({ rule, severity }) =>
      !skip.has(rule) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minSeverity),
  );
  return {
    file,
    index: 0,
    line: 1,
    what: purpose.what,
    verdict: 'skipped',
    findings: findings.map((finding) => ({ ...finding, line: 1, column: 1 })),
    excerpt: () => undefined,
  };
}
