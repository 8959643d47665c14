import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf } from '../render/output/support/contents.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';
import { ROOT, run, runProgram, workspace } from './support/program.ts';

/** A closed agent policy with comments that gzip cannot make much smaller. */
function longPolicy(lines: number): string {
  const closed = ['ExecProcessRequest', 'ReadStreamRequest', 'SetPolicyRequest', 'WriteStreamRequest'];
  const noise = Array.from({ length: lines }, (_, line) =>
    Array.from({ length: 10 }, (_, part) => createHash('sha512').update(`${line} ${part}`).digest('base64')),
  );
  return [
    'package agent_policy',
    ...NEEDED_BY_PODS,
    ...closed.map((request) => `default ${request} := false`),
    ...noise.map((parts) => `# ${parts.join('')}`),
  ].join('\n');
}

describe('the exit status', () => {
  it('is 1 when an object would be refused by the server, and nothing is written', () => {
    const initdata = JSON.stringify({ agentPolicy: longPolicy(350) });
    const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
    const files = {
      'profiles/a.yaml': profileText({ initdata, workloads: `[{ name: app, image: "${image}" }]` }),
    };
    const cwd = workspace(files);
    const { status, stdout, stderr } = runProgram(['synth'], { cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.replace(/have 3\d{5}\./, 'have too many.')).toBe(
      [
        'a: Pod confidential-workloads app: /metadata/annotations: All annotations together may have 262144 bytes, and these have too many. [api/metadata-annotations]\n',
        'Nothing was written. If the value stands in a profile, mend it there; if not, this is a defect.\n',
      ].join(''),
    );
    expect(contentsOf(cwd)).toEqual(files);
  });

  it('is 3 when the program itself fails, which shows where', () => {
    const cwd = workspace({ 'profiles/a.yaml': profileText(), 'package.json': '{ "type": "module" }' });
    // Up to date ahead of the copy, which has no sources to be built from.
    expect(runProgram(['--version'], { cwd }).status).toBe(0);
    cpSync(`${ROOT}bin`, `${cwd}/bin`, { recursive: true });
    cpSync(`${ROOT}build`, `${cwd}/build`, { recursive: true, filter: (path) => !path.endsWith('/schemas') });
    const { status, stdout, stderr } = run(process.execPath, [`${cwd}/bin/coco-gitops.js`, 'synth'], { cwd });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    const [first, second] = stderr.split('\n');
    expect(first).toBe('coco-gitops failed; this is a defect of the program, not of your input.');
    expect(second).toBe(`Error: ENOENT: no such file or directory, open '${cwd}/build/schemas/index.json'`);
    expect(stderr).toMatch(/^ {4}at /m);
  });
});
