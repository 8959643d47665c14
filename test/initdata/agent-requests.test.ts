import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../constructs/initdata/agent-policy.ts';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import {
  ALLOWED_REQUESTS,
  CLOSED_REQUESTS,
  OTHER_REQUESTS,
  REQUESTS,
} from '../../initdata/agent-requests.ts';

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
    expect(REQUESTS).toEqual([...AGENT_PROTO, ...GONE].sort());
    expect(new Set(REQUESTS).size).toBe(REQUESTS.length);
  });

  it('have a rule in the default policy, or are left to be denied without one', () => {
    const policy = readAgentPolicy(closedAgentPolicy());
    const verdicts = (requests: readonly string[]) => [
      ...new Set(requests.map((one) => policy.verdict(one))),
    ];
    const without = REQUESTS.filter((request) => policy.isUndefined(request));
    expect(without).toEqual([...OTHER_REQUESTS]);
    expect(verdicts(ALLOWED_REQUESTS)).toEqual(['allow']);
    expect(verdicts(CLOSED_REQUESTS)).toEqual(['deny']);
    expect(verdicts(OTHER_REQUESTS)).toEqual(['deny']);
  });
});
