import { describe, expect, it } from 'vitest';
import { CLOSED_REQUESTS, closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';

/** The requests that the document's sample allows (section 3.6), in its order. */
const ALLOWED_BY_DOCUMENT = `
  AddARPNeighborsRequest AddSwapRequest CloseStdinRequest CopyFileRequest CreateContainerRequest
  CreateSandboxRequest DestroySandboxRequest GetMetricsRequest GetOOMEventRequest GuestDetailsRequest
  ListInterfacesRequest ListRoutesRequest MemHotplugByProbeRequest OnlineCPUMemRequest PauseContainerRequest
  PullImageRequest RemoveContainerRequest RemoveStaleVirtiofsShareMountsRequest ReseedRandomDevRequest
  ResumeContainerRequest SetGuestDateTimeRequest SignalProcessRequest StartContainerRequest StartTracingRequest
  StatsContainerRequest StopTracingRequest TtyWinResizeRequest UpdateContainerRequest
  UpdateEphemeralMountsRequest UpdateInterfaceRequest UpdateRoutesRequest WaitProcessRequest
`
  .trim()
  .split(/\s+/);

const DENIED_BY_DOCUMENT = [
  'ExecProcessRequest',
  'ReadStreamRequest',
  'SetPolicyRequest',
  'WriteStreamRequest',
];

/** Name and value of each rule; every other line has to be the package or empty. */
function rulesOf(policy: string): [name: string, value: string][] {
  const [first, ...lines] = policy.split('\n');
  expect(first).toBe('package agent_policy');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [, name, value] = /^default (\w+) := (true|false)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`not a default rule: ${line}`);
      return [name, value];
    });
}

describe('the closed agent policy', () => {
  const rules = rulesOf(closedAgentPolicy());

  it('allows what the document allows, and denies what it denies', () => {
    const named = (value: string) => rules.filter((rule) => rule[1] === value).map(([name]) => name);
    expect(named('true')).toEqual([...ALLOWED_BY_DOCUMENT].sort());
    expect(named('false')).toEqual(DENIED_BY_DOCUMENT);
    expect(rules).toHaveLength(36);
  });

  it('has one rule for each request: Rego refuses a second default', () => {
    const names = rules.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is sorted, so that its digest does not hang on where a request was added', () => {
    const names = rules.map(([name]) => name);
    expect(names).toEqual([...names].sort());
  });

  it('closes exec, the streams and the policy itself', () => {
    expect(CLOSED_REQUESTS).toEqual(DENIED_BY_DOCUMENT);
  });
});
