import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSED_REQUESTS, closedAgentPolicy } from '../../constructs/initdata/agent-policy.ts';
import { problemsIn, profileText } from './profile-text.ts';

const CLOSED = CLOSED_REQUESTS.map((request) => `default ${request} := false`);
const POLICY = ['package agent_policy', ...CLOSED, 'default CreateContainerRequest := true'];

const EXEC = 'exec would let a cluster administrator read the memory of the workload (document chapter 3)';

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
      'expected a line "default ReadStreamRequest := false"; else a cluster administrator could read what the workload prints\n  fix: add the line to the policy',
      'expected a line "default SetPolicyRequest := false"; else the host could replace this policy\n  fix: add the line to the policy',
      'expected a line "default WriteStreamRequest := false"; else a cluster administrator could type into the workload\n  fix: add the line to the policy',
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
      `expected nothing about ExecProcessRequest but one line "default ExecProcessRequest := false", found it in line 7 of the policy; else ${EXEC}\n  fix: remove that line`,
    ]);
  });

  it('may not let the agent allow what the policy denies', () => {
    expect(problemsOf([...POLICY, 'default AllowRequestsFailingPolicy := true'])).toEqual([
      'expected nothing about AllowRequestsFailingPolicy but one line "default AllowRequestsFailingPolicy := false", found it in line 7 of the policy; else the agent would allow every request that the policy denies\n  fix: replace that line by "default AllowRequestsFailingPolicy := false"',
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
    expect(problemsOf([...POLICY, `#${'a'.repeat(1023)}`])).toEqual([]);
    expect(problemsOf([...POLICY, `x := "${'a'.repeat(1017)}"`])).toEqual([
      'expected lines of at most 1023 columns, which is what every Kata agent reads; line 7 of the policy is longer\n  fix: break the line',
    ]);
  });

  it('may not be Rego that the agent refuses', () => {
    expect(problemsOf([...POLICY, 'CopyFileRequest if {', 'true'])).toEqual([
      'expected Rego; line 7 of the policy: "{" is not closed\n  fix: mend that line',
    ]);
    expect(problemsOf([...POLICY, 'default CreateContainerRequest := true'])).toEqual([
      'expected Rego; line 7 of the policy: a second default rule for CreateContainerRequest; Rego takes one\n  fix: mend that line',
    ]);
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
