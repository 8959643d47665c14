import { STDIN } from '../../manifests/find-files.ts';
import { type Purpose, typed } from '../../manifests/purpose/purpose.ts';
import { looksLikeProfile } from '../../profiles/looks-like-profile.ts';
import type { Finding } from '../../validation/finding.ts';
import type { Judging } from './judge-document.ts';
import { type CheckedDocument, SEVERITIES } from './report.ts';

/** Says how to judge what a tool makes; once for each command, since a chart has many templates. */
export function noteOn({ rule, message, fix }: Purpose, { told }: Pick<Judging, 'told'>): Finding[] {
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

/** A profile, of which `synth` makes manifests and judges both. */
export function purposeOfProfile(file: string, value: unknown): Purpose | undefined {
  if (!looksLikeProfile(value)) return undefined;
  return {
    rule: 'check/profile',
    what: 'profile',
    message: 'A profile is what manifests are rendered from.',
    fix: `Render it, which judges the profile and its manifests: coco-gitops synth ${file === STDIN ? 'NAME' : typed(file)}`,
  };
}
