/**
 * Requests of the Kata agent that the document (section 3.6) allows. A request without a rule is denied, so that a
 * policy has to name each one that a pod needs.
 */
const ALLOWED = [
  'AddARPNeighborsRequest',
  'AddSwapRequest',
  'CloseStdinRequest',
  'CopyFileRequest',
  'CreateContainerRequest',
  'CreateSandboxRequest',
  'DestroySandboxRequest',
  'GetMetricsRequest',
  'GetOOMEventRequest',
  'GuestDetailsRequest',
  'ListInterfacesRequest',
  'ListRoutesRequest',
  'MemHotplugByProbeRequest',
  'OnlineCPUMemRequest',
  'PauseContainerRequest',
  'PullImageRequest',
  'RemoveContainerRequest',
  'RemoveStaleVirtiofsShareMountsRequest',
  'ReseedRandomDevRequest',
  'ResumeContainerRequest',
  'SetGuestDateTimeRequest',
  'SignalProcessRequest',
  'StartContainerRequest',
  'StartTracingRequest',
  'StatsContainerRequest',
  'StopTracingRequest',
  'TtyWinResizeRequest',
  'UpdateContainerRequest',
  'UpdateEphemeralMountsRequest',
  'UpdateInterfaceRequest',
  'UpdateRoutesRequest',
  'WaitProcessRequest',
] as const;

/**
 * Requests that stay closed: they let whoever controls the node run commands in the guest, read or feed its standard
 * streams, or replace this policy (document chapter 3 "Important", section 3.6).
 */
export const CLOSED_REQUESTS = [
  'ExecProcessRequest',
  'ReadStreamRequest',
  'SetPolicyRequest',
  'WriteStreamRequest',
] as const;

/**
 * The default policy, in Rego. The document's sample defines `ExecProcessRequest` twice, which Rego refuses
 * ("multiple default rules"); here each request stands once.
 */
export function closedAgentPolicy(): string {
  const rules = [
    ...ALLOWED.map((request) => [request, true] as const),
    ...CLOSED_REQUESTS.map((request) => [request, false] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'package agent_policy',
    '',
    ...rules.map(([name, allow]) => `default ${name} := ${allow}`),
    '',
  ].join('\n');
}
