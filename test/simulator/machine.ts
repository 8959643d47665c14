/** What a server is made of, and how its firmware is set. */
export interface Hardware {
  readonly vendor: 'intel' | 'amd';
  /** Enabled in the firmware. */
  readonly tdx: boolean;
  readonly snp: boolean;
  readonly sgx: boolean;
  readonly gpus: number;
}

/** What of a MachineConfig a reboot brings into effect. */
export interface Booted {
  /** Name of the rendered configuration. */
  readonly configuration: string;
  readonly kernelArguments: readonly string[];
  readonly extensions: readonly string[];
}

/** A server below a node: what is really true of it, whatever the API says. */
export class Machine {
  readonly name: string;
  hardware: Hardware;
  booted: Booted = { configuration: '', kernelArguments: [], extensions: [] };
  reboots = 0;
  rebooting = false;
  /** The kubelet has stopped, or the network is away. */
  stopped = false;

  constructor(name: string, hardware: Hardware) {
    this.name = name;
    this.hardware = hardware;
  }

  /** Whether the kubelet runs. */
  get up(): boolean {
    return !this.rebooting && !this.stopped;
  }

  /** Which TEE guests can use at this moment; TDX needs the kernel argument besides the firmware. */
  get tee(): 'tdx' | 'snp' | undefined {
    if (this.hardware.tdx && this.hasArgument('kvm_intel.tdx=1')) return 'tdx';
    return this.hardware.snp ? 'snp' : undefined;
  }

  /** Whether CRI-O has the handlers of Kata. */
  get hasKata(): boolean {
    return this.booted.extensions.includes('sandboxed-containers');
  }

  /** Whether a GPU can be passed through. Linux has the IOMMU of AMD on by itself; that of Intel needs the argument. */
  get hasIommu(): boolean {
    return this.hardware.vendor === 'amd' || this.hasArgument('intel_iommu=on');
  }

  private hasArgument(argument: string): boolean {
    return this.booted.kernelArguments.includes(argument);
  }
}
