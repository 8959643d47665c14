/**
 * Requests of the Kata agent that the document (section 3.6) allows. A request without a rule is denied, so that a
 * policy has to name each one that a pod needs.
 */
export const ALLOWED_REQUESTS = [
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
 * Requests that the document does not name (kata-containers, src/libs/protocols/protos/agent.proto). Our default policy
 * leaves them undefined, and so denied: no pod of this project needs them.
 */
export const OTHER_REQUESTS = [
  'AddSwapPathRequest',
  'GetDiagnosticDataRequest',
  'GetIPTablesRequest',
  'MemAgentCompactConfig',
  'MemAgentMemcgConfig',
  'ResizeVolumeRequest',
  'SetIPTablesRequest',
  'VolumeStatsRequest',
] as const;

/** Every request that is known here, by name. The agent asks its policy by the name of the message. */
export const REQUESTS: readonly string[] = [
  ...ALLOWED_REQUESTS,
  ...CLOSED_REQUESTS,
  ...OTHER_REQUESTS,
].sort();

/**
 * With a rule of this name that is true, the agent allows what the policy denies (kata-containers,
 * src/agent/policy/src/policy.rs, `allow_failures`).
 */
export const ALLOW_FAILING = 'AllowRequestsFailingPolicy';
