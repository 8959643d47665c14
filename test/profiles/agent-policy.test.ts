import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../constructs/initdata/agent-policy.ts';
import { AGENT_REQUESTS, CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';
import { problemsIn, profileText } from './profile-text.ts';

const CLOSED = CLOSED_REQUESTS.map((request) => `default ${request} := false`);
const POLICY = ['package agent_policy', ...CLOSED, ...NEEDED_BY_PODS];

const EXEC = 'whoever may exec into the pod runs any command in it, and reads the memory of the workload';

/** The problems of a policy, without their place, which is always that of the policy. */
function problemsOf(lines: readonly string[]): string[] {
  const problems = problemsIn(
    profileText({ initdata: JSON.stringify({ agentPolicy: `${lines.join('\n')}\n` }) }),
  );
  return problems.map((problem) => {
    expect(problem).toMatch(/^p\.yaml:7:26: initdata\.agentPolicy: /);
    return problem.slice('p.yaml:7:26: initdata.agentPolicy: '.length);
  });
}

describe('an agent policy', () => {
  it('may be the one that we use by default', () => {
    expect(problemsOf(closedAgentPolicy().split('\n'))).toEqual([]);
  });

  it('may have comments, spaces and rules for other requests', () => {
    const text = [
      '# ExecProcessRequest stays closed.',
      '',
      'package  agent_policy # where the agent looks',
      'import rego.v1',
      ...NEEDED_BY_PODS.filter((line) => !line.includes('CreateContainerRequest')),
      ...CLOSED.map((line) => `  ${line.replaceAll(' ', '   ')}`),
      'default AllowRequestsFailingPolicy := false',
      'CreateContainerRequest if { input.OCI.Version == "1.1.0" }',
    ];
    expect(problemsOf(text)).toEqual([]);
  });

  it('has to be in the package that the agent asks', () => {
    expect(problemsOf(['package policy', ...POLICY])).toEqual([
      'expected the policy to begin with "package agent_policy", where the Kata agent looks for rules\n  fix: write "package agent_policy" as its first line',
    ]);
  });

  it('has to close exec, the streams and the policy, and everything missing is said at once', () => {
    expect(problemsOf([''])).toEqual([
      'expected the policy to begin with "package agent_policy", where the Kata agent looks for rules\n  fix: write "package agent_policy" as its first line',
      `expected a line "default ExecProcessRequest := false"; else ${EXEC}\n  fix: add the line to the policy`,
      'expected a line "default ReadStreamRequest := false"; else whoever may read logs reads what the workload prints\n  fix: add the line to the policy',
      'expected a line "default SetPolicyRequest := false"; else the host replaces this policy\n  fix: add the line to the policy',
      'expected a line "default WriteStreamRequest := false"; else whoever may attach types into the workload\n  fix: add the line to the policy',
    ]);
  });

  it('has to close exec with false', () => {
    const text = POLICY.map((line) =>
      line.replace('ExecProcessRequest := false', 'ExecProcessRequest := true'),
    );
    expect(problemsOf(text)).toEqual([
      `expected nothing about ExecProcessRequest but one line "default ExecProcessRequest := false", found it in line 2 of the policy; else ${EXEC}\n  fix: replace that line by "default ExecProcessRequest := false"`,
    ]);
  });

  it.each([
    'ExecProcessRequest := true',
    'ExecProcessRequest if input.process.Args[0] == "ls"',
    'ExecProcessRequest { true }',
    '    ExecProcessRequest = true',
    'default ExecProcessRequest := false',
    'default ExecProcessRequest = true',
    'CloseStdinRequest := true ExecProcessRequest := true',
    'x := "#" ExecProcessRequest := true',
    '# ` ExecProcessRequest := true',
    'y := data.agent_policy.ExecProcessRequest',
  ])('may not have a second line about it: %s', (line) => {
    expect(problemsOf([...POLICY, line])).toEqual([
      `expected nothing about ExecProcessRequest but one line "default ExecProcessRequest := false", found it in line ${POLICY.length + 1} of the policy; else ${EXEC}\n  fix: remove that line`,
    ]);
  });

  it('may not let the agent allow what the policy denies', () => {
    expect(problemsOf([...POLICY, 'default AllowRequestsFailingPolicy := true'])).toEqual([
      `expected nothing about AllowRequestsFailingPolicy but one line "default AllowRequestsFailingPolicy := false", found it in line ${POLICY.length + 1} of the policy; else the agent allows every request that the policy denies\n  fix: replace that line by "default AllowRequestsFailingPolicy := false"`,
    ]);
  });

  it("may not hold ''', control characters or half of a surrogate pair, which its TOML could not", () => {
    const noControl =
      'expected no control characters in the policy but tabs and line feeds, nor half of a surrogate pair\n  fix: write the policy below "agentPolicy: |", without escapes';
    expect(problemsOf([...POLICY, "# it's '''", '# \u0007'])).toEqual([
      "expected no ''' in the policy, which ends the TOML text that it becomes part of\n  fix: use double quotes",
      noControl,
    ]);
    expect(problemsOf([...POLICY, '# \ud800'])).toEqual([noControl]);
    expect(problemsOf([...POLICY, '# \u{1f512}'])).toEqual([]);
  });

  it('may not have a line that the agent would not read', () => {
    expect(problemsOf([...POLICY, `#${'a'.repeat(70_000)}`])).toEqual([]);
    expect(problemsOf([...POLICY, `x := "${'a'.repeat(65_529)}"`])).toEqual([
      `expected lines of at most 65535 columns, which is what each Kata agent reads; line ${POLICY.length + 1} of the policy is longer\n  fix: break the line`,
    ]);
  });

  it('may not be Rego that the agent refuses, or takes for something else', () => {
    const said = (...lines: string[]) =>
      problemsOf([...POLICY, ...lines]).map((one) => one.replace(/\n.*/, ''));
    const at = `expected Rego; line ${POLICY.length + 1} of the policy: `;
    expect(said('x := {', 'true')).toEqual([`${at}"{" is not closed`]);
    expect(said('default CreateContainerRequest := true')).toEqual([
      `${at}a second default rule for CreateContainerRequest; Rego takes one, and the engine of the agent the first`,
    ]);
    expect(said('default x := 1;')).toEqual([`${at}expected a rule, found ";"`]);
    expect(said('CopyFileRequest if { input.x }')).toEqual([
      `${at}"if" without "import rego.v1" below the package: Kata up to 3.29 (OSC 1.12), whose engine reads Rego v0, takes what is before it for always true (CopyFileRequest)`,
    ]);
    expect(said('CopyFileRequest { input.x }')).toEqual([]);
  });

  it('has to let pods start and stop', () => {
    const without = (name: string) => problemsOf(POLICY.filter((line) => !line.includes(` ${name} `)));
    for (const { name, need } of AGENT_REQUESTS) {
      const expected = {
        start: 'no pod starts',
        stop: 'no pod can be stopped',
        'some-starts': '',
        price: '',
        nothing: '',
      }[need];
      if (CLOSED_REQUESTS.some((one) => one === name)) continue;
      const problems = without(name);
      expect(problems).toHaveLength(expected === '' ? 0 : 1);
      if (expected !== '') expect(problems[0]).toContain(`it denies ${name}, without which ${expected}\n`);
    }
  });

  it('is refused whenever a line that is no comment names a closed request once more', () => {
    const line = fc.tuple(
      fc.constantFrom('', 'default ', 'else := '),
      fc.constantFrom(...CLOSED_REQUESTS),
      fc.string(),
    );
    fc.assert(
      fc.property(line, fc.nat({ max: POLICY.length - 1 }), ([before, request, after], index) => {
        const text = [...POLICY];
        text.splice(index + 1, 0, `${before}${request} ${after.replace(/[\n\r]/g, '')}`);
        expect(problemsOf(text).filter((problem) => problem.includes(request))).toHaveLength(1);
      }),
    );
  });
});
