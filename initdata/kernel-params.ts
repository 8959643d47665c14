/** What an argument of the guest's kernel does to the promise of a confidential VM. */
export interface KernelParamFault {
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** As the end of a sentence that begins with the name. */
  readonly message: string;
}

/** Arguments that the Kata agent or the kernel reads (kata-containers 3.25.0 src/agent/src/config.rs). */
const FAULTS: ReadonlyMap<string, Omit<KernelParamFault, 'name'>> = new Map([
  ['agent.debug_console', error('gives whoever reaches the console of the VM a shell in the guest')],
  ['agent.debug_console_vport', error('offers the debug console to the host')],
  ['agent.devmode', error('keeps a crash of the agent as a file in the guest, for development')],
  ['agent.config_file', error('takes the whole configuration of the agent from a file of the guest image')],
  ['agent.server_addr', error('moves the agent to where the runtime does not look for it')],
  ['agent.guest_components_procs', error('can leave out the attestation agent or the data hub')],
  ['agent.guest_components_rest_api', warning('can open more of the guest components to the workload')],
  ['agent.log', warning('can write what the agent is told to the console, which the host reads')],
  ['agent.log_vport', warning('sends what the agent logs to the host')],
  ['agent.trace', warning('sends what the agent does to the host')],
  ['agent.aa_kbc_params', warning('names a key broker service beside that of the initdata')],
  ['init', error('starts another first program, in place of the agent')],
  ['rdinit', error('starts another first program, in place of the agent')],
  ['systemd.unit', error('can start the guest without its agent')],
  ['systemd.debug_shell', error('gives whoever reaches the console of the VM a shell in the guest')],
]);

/** What is wrong with arguments, each once. Others are only measured. */
export function kernelParamFaults(text: string): KernelParamFault[] {
  const names = new Set(text.split(/\s+/).map((param) => param.split('=', 1)[0] ?? ''));
  return [...names].flatMap((name) => {
    const fault = FAULTS.get(name);
    return fault === undefined ? [] : [{ name, ...fault }];
  });
}

function error(message: string): Omit<KernelParamFault, 'name'> {
  return { severity: 'error', message };
}

function warning(message: string): Omit<KernelParamFault, 'name'> {
  return { severity: 'warning', message };
}
