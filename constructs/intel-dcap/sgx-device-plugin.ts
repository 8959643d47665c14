import { Construct } from 'constructs';
import { SgxDevicePlugin as SgxDevicePluginResource } from '../../imports/sgx-device-plugin-deviceplugin.intel.com.ts';
import { SGX_LABEL } from './names.ts';

export interface SgxDevicePluginProps {
  /** Image of the plugin, by digest. */
  readonly image: string;
  /**
   * Name of the object, which is cluster-scoped.
   * @default sgxdeviceplugin-sample
   */
  readonly name?: string;
  /**
   * How many containers on a node may use SGX enclaves; each quote generation service takes one.
   * @default 110
   */
  readonly enclaveLimit?: number;
  /**
   * How many containers on a node may use the provisioning enclave.
   * @default 110
   */
  readonly provisionLimit?: number;
  /**
   * Verbosity, klog levels.
   * @default 4
   */
  readonly logLevel?: number;
}

/** Offers `sgx.intel.com/enclave` and `sgx.intel.com/provision` on the nodes that have SGX (document section 3.2). */
export class SgxDevicePlugin extends Construct {
  constructor(scope: Construct, id: string, props: SgxDevicePluginProps) {
    super(scope, id);
    new SgxDevicePluginResource(this, 'sgx-device-plugin', {
      metadata: { name: props.name ?? 'sgxdeviceplugin-sample' },
      spec: {
        image: props.image,
        enclaveLimit: props.enclaveLimit ?? 110,
        provisionLimit: props.provisionLimit ?? 110,
        logLevel: props.logLevel ?? 4,
        nodeSelector: { [SGX_LABEL]: 'true' },
      },
    });
  }
}
