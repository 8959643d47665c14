/** What becomes of a pod whose policy denies a request. */
export type Need =
  /** No pod starts. */
  | 'start'
  /** A pod does not start when there is something to ask for. */
  | 'some-starts'
  /** No container can be stopped. */
  | 'stop'
  /** Something that a cluster offers is missing. */
  | 'price'
  /** Nothing is missing. */
  | 'nothing';

/** A request that the Kata agent asks its policy about. */
export interface AgentRequest {
  /** Its message, which is the name of its rule. */
  readonly name: string;
  /** When the runtime on the node sends it. */
  readonly sent: string;
  readonly need: Need;
  /** What it costs to deny it, where that is not all. */
  readonly denied?: string;
  /** What the host, or an administrator of the cluster, gains where it is allowed whatever it asks for; empty for nothing. */
  readonly gains: string;
  /** What our default policy answers; `condition` where it looks at what is asked for. */
  readonly byDefault: 'allow' | 'deny' | 'condition';
  /** What the condition asks for, in words. */
  readonly condition?: string;
}

/**
 * Every request of Kata 3.25 (OSC 1.12) and 3.31 (OSC 1.13), and when the runtime sends it (kata-containers,
 * src/libs/protocols/protos/agent.proto, src/agent/src/rpc.rs, src/runtime/virtcontainers: `startSandbox`, `setupNetworks`,
 * `createContainer`, `getAndStoreGuestDetails`, `stop` of a container, `updateResources`). The default policy, what is said
 * of a policy, and the table of docs/agent-policy.md are made from this one.
 */
export const AGENT_REQUESTS: readonly AgentRequest[] = [
  {
    name: 'UpdateInterfaceRequest',
    sent: 'before the sandbox, for each network interface',
    need: 'start',
    gains: 'it takes the loopback interface, over which containers reach the confidential data hub',
    byDefault: 'condition',
    condition: 'not the loopback interface or an address of it; no flags but NOARP',
  },
  {
    name: 'UpdateRoutesRequest',
    sent: 'before the sandbox',
    need: 'start',
    gains: 'it routes from or to the loopback interface',
    byDefault: 'condition',
    condition: 'not the loopback interface or an address of it',
  },
  {
    name: 'AddARPNeighborsRequest',
    sent: 'before the sandbox, where the network has permanent neighbours',
    need: 'some-starts',
    gains: 'it names neighbours on the loopback interface',
    byDefault: 'condition',
    condition: 'not the loopback interface or an address of it',
  },
  {
    name: 'CreateSandboxRequest',
    sent: 'once',
    need: 'start',
    gains: 'it mounts file systems in the guest, loads kernel modules, and names hooks that the guest runs',
    byDefault: 'condition',
    condition: 'no hooks, no kernel modules, no file system but shared memory',
  },
  {
    name: 'GuestDetailsRequest',
    sent: 'once, behind the sandbox',
    need: 'start',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'CopyFileRequest',
    sent: 'before each container, for hosts, resolv.conf, the token of the service account and volumes; again when they change',
    need: 'start',
    gains:
      'it writes any file below /run/kata-containers: the root file system of each container, through links on Kata 3.25 too (CVE-2026-41326)',
    byDefault: 'condition',
    condition:
      'files, folders and links in /run/kata-containers/shared/containers, as the runtime calls them; links only in a copied folder, and not out of it',
  },
  {
    name: 'CreateContainerRequest',
    sent: 'for each container',
    need: 'start',
    gains:
      'it starts containers whose files come from the host, whatever the policy for images asks for, and that see the guest itself',
    byDefault: 'condition',
    condition:
      'the guest pulls its image, once, to where its root is; mounts and volumes only of what was copied, of emptyDir, shared memory and block devices; a mount namespace of its own; no hooks, no shared mounts, no namespace by its path',
  },
  {
    name: 'StartContainerRequest',
    sent: 'for each container',
    need: 'start',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'WaitProcessRequest',
    sent: 'for each container; a denial is taken for its end',
    need: 'start',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'SignalProcessRequest',
    sent: 'to stop a container',
    need: 'stop',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'RemoveContainerRequest',
    sent: 'when a container has stopped',
    need: 'stop',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'RemoveStaleVirtiofsShareMountsRequest',
    sent: 'when a container has stopped',
    need: 'stop',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'DestroySandboxRequest',
    sent: 'when a pod ends',
    need: 'stop',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'ReadStreamRequest',
    sent: 'all the time',
    need: 'price',
    denied:
      'no oc logs; with Kata from 3.27 on (OSC 1.13) a workload that prints more than a pipe holds (64 KiB) waits for ever, so let it print to a file or to /dev/null',
    gains: 'whoever may read logs reads what the workload prints',
    byDefault: 'deny',
  },
  {
    name: 'WriteStreamRequest',
    sent: 'by oc attach, and for stdin',
    need: 'price',
    denied: 'no oc attach, no stdin',
    gains: 'whoever may attach types into the workload',
    byDefault: 'deny',
  },
  {
    name: 'ExecProcessRequest',
    sent: 'by oc exec, and for probes and hooks with exec',
    need: 'price',
    denied: 'no oc exec, no probes and hooks with exec',
    gains: 'whoever may exec into the pod runs any command in it, and reads the memory of the workload',
    byDefault: 'deny',
  },
  {
    name: 'GetDiagnosticDataRequest',
    sent: 'when a container ends, from Kata 3.30 on',
    need: 'price',
    denied: 'no termination message, from Kata 3.30 on',
    gains: 'it reads 4 KiB of a file that it names',
    byDefault: 'deny',
  },
  {
    name: 'StatsContainerRequest',
    sent: 'by the kubelet',
    need: 'price',
    denied: 'no figures of CPU and memory for each container',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'GetOOMEventRequest',
    sent: 'all the time',
    need: 'price',
    denied: 'no word that a container ran out of memory',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'GetMetricsRequest',
    sent: 'by kata-monitor',
    need: 'price',
    denied: 'no metrics of the guest',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'CloseStdinRequest',
    sent: 'when stdin ends',
    need: 'price',
    denied: 'what reads stdin waits for ever',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'TtyWinResizeRequest',
    sent: 'by oc attach and oc exec, for a terminal',
    need: 'price',
    denied: 'terminals keep their size',
    gains: '',
    byDefault: 'allow',
  },
  {
    name: 'SetPolicyRequest',
    sent: 'for the annotation agent.policy, and by a program on the node',
    need: 'nothing',
    gains: 'the host replaces this policy',
    byDefault: 'deny',
  },
  {
    name: 'AddSwapRequest',
    sent: 'where VMs grow; those of a TEE do not',
    need: 'nothing',
    gains: 'it has memory of the guest swapped to a disk of the host',
    byDefault: 'deny',
  },
  {
    name: 'AddSwapPathRequest',
    sent: 'where VMs grow; those of a TEE do not',
    need: 'nothing',
    gains: 'it has memory of the guest swapped to a disk of the host',
    byDefault: 'deny',
  },
  {
    name: 'UpdateEphemeralMountsRequest',
    sent: 'where VMs grow; those of a TEE do not',
    need: 'nothing',
    gains: 'it mounts over file systems in memory',
    byDefault: 'deny',
  },
  {
    name: 'OnlineCPUMemRequest',
    sent: 'where VMs grow; those of a TEE do not',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'MemHotplugByProbeRequest',
    sent: 'where VMs grow; those of a TEE do not',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'UpdateContainerRequest',
    sent: 'when limits change, and by a static CPU manager, which goes on without it',
    need: 'nothing',
    gains: 'it changes the limits of a container',
    byDefault: 'deny',
  },
  {
    name: 'PauseContainerRequest',
    sent: 'for checkpoints',
    need: 'nothing',
    gains: 'it holds a container at a moment of its choice',
    byDefault: 'deny',
  },
  {
    name: 'ResumeContainerRequest',
    sent: 'for checkpoints',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'SetGuestDateTimeRequest',
    sent: 'for templates of VMs, which no TEE has',
    need: 'nothing',
    gains: 'it sets the clock, and with it which certificates are valid',
    byDefault: 'deny',
  },
  {
    name: 'ReseedRandomDevRequest',
    sent: 'for templates of VMs, which no TEE has',
    need: 'nothing',
    gains: 'it adds numbers that it knows to the random ones of the guest',
    byDefault: 'deny',
  },
  {
    name: 'ListInterfacesRequest',
    sent: 'by nobody',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'ListRoutesRequest',
    sent: 'by nobody',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'GetIPTablesRequest',
    sent: 'by a program on the node',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'SetIPTablesRequest',
    sent: 'by a program on the node',
    need: 'nothing',
    gains: 'it replaces the firewall of the guest, and sends traffic elsewhere',
    byDefault: 'deny',
  },
  {
    name: 'VolumeStatsRequest',
    sent: 'for volumes that are handed to the guest directly',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'ResizeVolumeRequest',
    sent: 'by nobody: the agent has no handler',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'MemAgentMemcgConfig',
    sent: 'by a program on the node; the agent asks its policy from 4.0 on',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
  {
    name: 'MemAgentCompactConfig',
    sent: 'by a program on the node; the agent asks its policy from 4.0 on',
    need: 'nothing',
    gains: '',
    byDefault: 'deny',
  },
];

/**
 * Requests that stay closed at a price, or where the policy itself is at stake: they let whoever controls the node run commands
 * in the guest, read or feed its standard streams, or replace this policy (document chapter 3 "Important", section 3.6).
 */
export const CLOSED_REQUESTS = [
  'ExecProcessRequest',
  'ReadStreamRequest',
  'SetPolicyRequest',
  'WriteStreamRequest',
] as const;

/** Messages of the document's sample (section 3.6) that no agent from Kata 3.24 on has. */
const DEAD_REQUESTS = ['PullImageRequest', 'StartTracingRequest', 'StopTracingRequest'];

/** Every request that is known here, by name. The agent asks its policy by the name of the message. */
export const REQUESTS: readonly string[] = AGENT_REQUESTS.map(({ name }) => name).sort();

/** Names that a rule may have, though some of them decide nothing any more. */
export const KNOWN_RULES: ReadonlySet<string> = new Set([...REQUESTS, ...DEAD_REQUESTS]);

/**
 * With a rule of this name that is true, the agent allows what the policy denies (kata-containers,
 * src/agent/policy/src/policy.rs, `allow_failures`).
 */
export const ALLOW_FAILING = 'AllowRequestsFailingPolicy';
