import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../constructs/initdata/agent-policy.ts';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { AGENT_REQUESTS, CLOSED_REQUESTS, KNOWN_RULES, REQUESTS } from '../../initdata/agent-requests.ts';

/** Messages that the services of the Kata agent take (kata-containers, src/libs/protocols/protos/agent.proto). */
const AGENT_PROTO = `
  CreateContainerRequest StartContainerRequest RemoveContainerRequest ExecProcessRequest SignalProcessRequest
  WaitProcessRequest UpdateContainerRequest UpdateEphemeralMountsRequest StatsContainerRequest PauseContainerRequest
  ResumeContainerRequest RemoveStaleVirtiofsShareMountsRequest GetDiagnosticDataRequest WriteStreamRequest
  ReadStreamRequest CloseStdinRequest TtyWinResizeRequest UpdateInterfaceRequest UpdateRoutesRequest
  ListInterfacesRequest ListRoutesRequest AddARPNeighborsRequest GetIPTablesRequest SetIPTablesRequest
  GetMetricsRequest MemAgentMemcgConfig MemAgentCompactConfig CreateSandboxRequest DestroySandboxRequest
  OnlineCPUMemRequest ReseedRandomDevRequest GuestDetailsRequest MemHotplugByProbeRequest SetGuestDateTimeRequest
  CopyFileRequest GetOOMEventRequest AddSwapRequest AddSwapPathRequest VolumeStatsRequest ResizeVolumeRequest
  SetPolicyRequest
`
  .trim()
  .split(/\s+/);

/** Of older agents; the document still names them. */
const GONE = ['PullImageRequest', 'StartTracingRequest', 'StopTracingRequest'];

describe('the requests of the Kata agent', () => {
  it('are all known here, each once', () => {
    expect(REQUESTS).toEqual([...AGENT_PROTO].sort());
    expect(new Set(REQUESTS).size).toBe(REQUESTS.length);
    expect([...KNOWN_RULES].sort()).toEqual([...AGENT_PROTO, ...GONE].sort());
  });

  it('each have an answer in the default policy, which is that of the table', () => {
    const policy = readAgentPolicy(closedAgentPolicy());
    const verdicts = { allow: 'allow', deny: 'deny', condition: 'conditional' };
    for (const { name, byDefault } of AGENT_REQUESTS) {
      expect([name, policy.verdict(name)]).toEqual([name, verdicts[byDefault]]);
      expect(policy.isUndefined(name)).toBe(false);
    }
  });

  it('are closed where that costs nothing, and never where no pod starts or stops without them', () => {
    for (const { need, byDefault } of AGENT_REQUESTS) {
      if (need === 'nothing') expect(byDefault).toBe('deny');
      if (need !== 'nothing' && need !== 'price') expect(byDefault).not.toBe('deny');
    }
  });

  it('say what they cost where they can be closed at a price, and what they give where they are not just allowed', () => {
    for (const { need, denied, byDefault, gains, condition } of AGENT_REQUESTS) {
      expect(denied !== undefined).toBe(need === 'price');
      expect(condition !== undefined).toBe(byDefault === 'condition');
      if (byDefault === 'condition') expect(gains).not.toBe('');
      if (byDefault === 'allow') expect(gains).toBe('');
    }
    const closed = AGENT_REQUESTS.filter(({ name }) => CLOSED_REQUESTS.some((one) => one === name));
    expect(closed.every(({ byDefault, gains }) => byDefault === 'deny' && gains !== '')).toBe(true);
  });
});
