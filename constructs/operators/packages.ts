import { NFD_NAMESPACE } from '../node-features/node-feature-discovery.ts';
import { GPU_OPERATOR_NAMESPACE } from '../nvidia-gpu/cluster-policy.ts';
import { SANDBOXED_CONTAINERS_NAMESPACE } from '../sandboxed-containers/names.ts';

/** An operator in a catalog of the Operator Lifecycle Manager. */
export interface OperatorPackage {
  /** In the catalog; also what the names of its versions begin with. */
  readonly packageName: string;
  readonly namespace: string;
  /** Left out: the namespace has one for all namespaces, and a second would break it. */
  readonly operatorGroup?: string;
  /** The definition that only this operator brings, by which an installed one is found. */
  readonly owns: string;
}

/** The operators that can be installed (document sections 2.3, 3.1, 3.2, 3.10.5). */
export const PACKAGES = {
  nodeFeatureDiscovery: {
    packageName: 'nfd',
    namespace: NFD_NAMESPACE,
    operatorGroup: 'openshift-nfd',
    owns: 'nodefeaturediscoveries.nfd.openshift.io',
  },
  sandboxedContainers: {
    packageName: 'sandboxed-containers-operator',
    namespace: SANDBOXED_CONTAINERS_NAMESPACE,
    operatorGroup: 'sandboxed-containers-operator-group',
    owns: 'kataconfigs.kataconfiguration.openshift.io',
  },
  // Watches all namespaces, as the OperatorGroup of openshift-operators says.
  intelDevicePlugins: {
    packageName: 'intel-device-plugins-operator',
    namespace: 'openshift-operators',
    owns: 'sgxdeviceplugins.deviceplugin.intel.com',
  },
  gpu: {
    packageName: 'gpu-operator-certified',
    namespace: GPU_OPERATOR_NAMESPACE,
    operatorGroup: 'nvidia-gpu-operator-group',
    owns: 'clusterpolicies.nvidia.com',
  },
} as const satisfies Readonly<Record<string, OperatorPackage>>;
