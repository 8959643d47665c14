import { describe, expect, it } from 'vitest';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { AGENT_REQUESTS, CLOSED_REQUESTS } from '../../initdata/agent-requests.ts';
import { policyFaults, policyOpenings, policyPrices } from '../../initdata/policy-problems.ts';
import { initdataProblems } from '../../initdata/problems.ts';
import { readInitdata } from '../../initdata/read.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';
import { podWith, tomlWith } from '../cli/initdata/support/initdata.ts';
import { problemsIn, profileText } from '../profiles/profile-text.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';

const CLOSED = CLOSED_REQUESTS.map((name) => `default ${name} := false`);
const GOOD = ['package agent_policy', ...NEEDED_BY_PODS, ...CLOSED];

/** Whether each command refuses a policy: check and workload, inspect and build, and synth with a profile that has it. */
function refusals(lines: readonly string[]): boolean[] {
  const policy = lines.join('\n');
  const toml = tomlWith({ policy });
  const pod = podWith(encodeInitdata(toml));
  const check = judgePolicies(pod, policyContext([pod])).filter(
    ({ rule, severity }) => rule === 'policy/agent-policy-faults' && severity === 'error',
  );
  const initdata = readInitdata(toml);
  const inspect = initdataProblems(initdata, readAgentPolicy(String(initdata.policy)), {
    now: new Date('2026-06-01'),
    insecureHttp: false,
  }).filter(({ severity }) => severity === 'error');
  const synth = problemsIn(profileText({ initdata: JSON.stringify({ agentPolicy: `${policy}\n` }) }));
  return [check.length > 0, inspect.length > 0, synth.length > 0];
}

describe('whether a pod starts and stops under a policy', () => {
  it('has the same answer in every command, for each request that it could deny', () => {
    expect(refusals(GOOD)).toEqual([false, false, false]);
    for (const { name, need } of AGENT_REQUESTS) {
      const isNeeded = need === 'start' || need === 'stop';
      const denied = [...GOOD.filter((line) => !line.includes(` ${name} `)), `default ${name} := false`];
      expect([name, ...refusals(denied)]).toEqual([name, isNeeded, isNeeded, isNeeded]);
    }
  });

  it('is said of Rego that no agent reads in every command too', () => {
    for (const line of ['default x := 1;', 'default x == 1', 'defaut x', 'x := True', 'x := {']) {
      expect([line, ...refusals([...GOOD, line])]).toEqual([line, true, true, true]);
    }
  });

  it('is a matter of the network for neighbours, and of taste for what has a price', () => {
    const said = (name: string) =>
      [policyFaults, policyPrices].flatMap((judge) =>
        judge(readAgentPolicy(GOOD.filter((line) => !line.includes(` ${name} `)).join('\n'))),
      );
    expect(said('AddARPNeighborsRequest')[0]).toMatchObject({ severity: 'warning' });
    const prices = said('').filter(({ severity }) => severity === 'info');
    expect(prices).toHaveLength(1);
    expect(prices[0]?.message).toContain('StatsContainerRequest (no figures of CPU and memory');
  });
});

describe('what a policy leaves open', () => {
  const openings = (...lines: readonly string[]) =>
    policyOpenings(readAgentPolicy([...GOOD, ...lines].join('\n')));

  it('is said for each request that ours closes, or asks about, and that gives something away', () => {
    for (const { name, byDefault, gains } of AGENT_REQUESTS) {
      const text = [...GOOD.filter((line) => !line.includes(` ${name} `)), `default ${name} := true`].join(
        '\n',
      );
      const about = policyOpenings(readAgentPolicy(text)).filter(({ message }) => message.includes(name));
      expect([name, about.length]).toEqual([name, byDefault !== 'allow' && gains !== '' ? 1 : 0]);
      if (about[0] !== undefined) expect(about[0].message).toContain(gains);
    }
  });

  it('tells what is allowed for any path from what is allowed for some', () => {
    expect(openings()[0]?.message).toMatch(/^allows, whatever is asked for, .*CopyFileRequest \(/);
    const some = GOOD.map((line) =>
      line.includes(' CopyFileRequest ') ? 'CopyFileRequest { startswith(input.path, "/run/x") }' : line,
    );
    expect(JSON.stringify(policyOpenings(readAgentPolicy(some.join('\n'))))).not.toContain('CopyFileRequest');
  });

  it('names the one rule whose changes may open others, and asks for nothing that is there', () => {
    const stateful = openings(
      'CreateContainerRequest := {"allowed": true, "ops": ops} { ops := input.x }',
    ).filter(({ message }) => !message.startsWith('allows, whatever'));
    expect(stateful).toEqual([
      {
        severity: 'warning',
        line: GOOD.length + 1,
        message:
          'CreateContainerRequest may answer with changes (ops) of later answers, so that nothing is surely denied',
        fix: 'look at what the ops of CreateContainerRequest change: those of genpolicy change data.pstate only, which is harmless',
      },
    ]);
  });
});
