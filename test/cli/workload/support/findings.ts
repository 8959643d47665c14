import type { Report } from '../../check/support/check.ts';
import { workspace } from '../../support/program.ts';
import { workload } from './workload.ts';

export const IMAGE = `registry.internal/web@sha256:${'0'.repeat(64)}`;

/** A Pod, with lines in its spec and in its container. */
export function pod({ spec = [], container = [], namespace = 'shop' }: Lines): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: web',
    `  namespace: ${namespace}`,
    'spec:',
    '  automountServiceAccountToken: false',
    ...spec.map((line) => `  ${line}`),
    '  containers:',
    '    - name: web',
    `      image: ${IMAGE}`,
    ...container.map((line) => `      ${line}`),
    '',
  ].join('\n');
}
export interface Lines {
  readonly spec?: readonly string[];
  readonly container?: readonly string[];
  readonly namespace?: string;
}

/** The findings on a file, as `line:column severity rule`, and how the command ended. */
export function findings(text: string, ...args: string[]) {
  const { status, stdout, stderr } = workload(workspace({ 'a.yaml': text }), 'a.yaml', '-o', 'json', ...args);
  const report = JSON.parse(stderr) as Report;
  const found = report.documents.flatMap((document) =>
    document.findings.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`),
  );
  return { status, printed: stdout !== '', found };
}
