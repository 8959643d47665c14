import { type ClusterShape, isConverged } from '../../rollout/cluster-shape.ts';
import { ApiServer } from './api-server.ts';
import { Deployments } from './controllers/deployments.ts';
import { GpuOperator } from './controllers/gpu-operator.ts';
import { Guests } from './controllers/guests.ts';
import { Jobs } from './controllers/jobs.ts';
import { Kubelets } from './controllers/kubelet.ts';
import { Daemons } from './controllers/mco-daemon.ts';
import { NodeController } from './controllers/mco-nodes.ts';
import {
  CURRENT_CONFIG,
  DAEMON_STATE,
  DESIRED_CONFIG,
  NODE_ROLE,
  poolOfNode,
  ROLE_LABEL,
} from './controllers/mco-pools.ts';
import { Renderer } from './controllers/mco-renderer.ts';
import { NodeFeatures } from './controllers/nfd.ts';
import { LifecycleManager } from './controllers/olm.ts';
import { SandboxedContainers } from './controllers/osc.ts';
import { SgxPlugins } from './controllers/sgx-device-plugin.ts';
import { DELAYS, type Delays } from './delays.ts';
import { type Hardware, Machine } from './machine.ts';
import {
  CLUSTER_VERSIONS,
  MACHINE_CONFIGS,
  NAMESPACES,
  NODES,
  OPERATOR_GROUPS,
  PODS,
  POOLS,
  SECRETS,
} from './resources.ts';
import { World } from './world.ts';

/** A cluster before the first sync. */
export interface ClusterProps extends ClusterShape {
  /**
   * Decides how long each thing takes, and what comes first.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Workers of a multi-node cluster.
   * @default 3
   */
  readonly workers?: number;
  /**
   * Labels of the first so many workers, as a node selector may ask for.
   * @default - none
   */
  readonly labelledWorkers?: { readonly count: number; readonly labels: Readonly<Record<string, string>> };
  /** @default 4.21.9 */
  readonly openshift?: string;
  /** @default - those of `DELAYS` */
  readonly delays?: Partial<Delays>;
  /** Changes of what the servers are made of; without `tdx` or `snp` the TEE is off in the firmware. */
  readonly hardware?: Partial<Hardware>;
  /**
   * Versions that the catalogs offer, by package, oldest first.
   * @default - one of each
   */
  readonly catalog?: Readonly<Record<string, readonly string[]>>;
  /**
   * Secrets that a person has made, as `<namespace>/<name>`. They come with their namespace.
   * @default - those of the Intel attestation services
   */
  readonly secrets?: readonly string[];
  /**
   * Control plane nodes that are workers as well.
   * @default - on converged clusters only
   */
  readonly schedulableControlPlane?: boolean;
}

const CATALOG = {
  nfd: ['nfd.v4.21.0'],
  'sandboxed-containers-operator': ['sandboxed-containers-operator.v1.12.0'],
  'gpu-operator-certified': ['gpu-operator-certified.v26.3.0'],
  'intel-device-plugins-operator': ['intel-device-plugins-operator.v0.35.0'],
};

const SECRETS_BY_HAND = ['pccs-secrets', 'pccs-tls', 'qgs-secrets'].map((name) => `intel-dcap/${name}`);

const NAMESPACES_OF_OPENSHIFT = ['default', 'kube-system', 'openshift-gitops', 'openshift-operators'];

/** A bare-metal OpenShift cluster in virtual time, with everything that takes part in a rollout. */
export class Cluster extends World {
  readonly shape: ClusterShape;
  readonly api: ApiServer;

  constructor(props: ClusterProps) {
    super({
      seed: props.seed ?? 1,
      delays: { ...DELAYS, ...props.delays },
      catalog: { ...CATALOG, ...props.catalog },
    });
    this.shape = { tee: props.tee, gpu: props.gpu, topology: props.topology };
    this.api = new ApiServer(this);
    const renderer = new Renderer(this);
    const nodeController = new NodeController(this);
    this.makeNodes(props);
    this.makePools(renderer, nodeController);
    this.makeObjects(props);
    new Daemons(this);
    new LifecycleManager(this);
    new NodeFeatures(this);
    new SandboxedContainers(this);
    new GpuOperator(this);
    new SgxPlugins(this);
    new Deployments(this);
    new Kubelets(this);
    new Jobs(this);
    new Guests(this);
  }

  /** Reboots by node, of all nodes. */
  reboots(): Record<string, number> {
    return Object.fromEntries([...this.machines].map(([name, { reboots }]) => [name, reboots]));
  }

  /** Lets time pass, in seconds. */
  advance(seconds: number): void {
    this.clock.advance(seconds);
  }

  /** Names of the nodes of a role. */
  nodes(role: 'master' | 'worker' | 'kata-oc'): string[] {
    return this.store
      .list(NODES)
      .filter(({ metadata }) => `${NODE_ROLE}${role}` in (metadata.labels ?? {}))
      .map(({ metadata }) => metadata.name);
  }

  /** Pods of their own, and whether they run. */
  pods(): { readonly name: string; readonly phase: string }[] {
    return this.store.list(PODS).map(({ metadata, status }) => ({
      name: `${metadata.namespace}/${metadata.name}`,
      phase: status?.phase ?? 'Pending',
    }));
  }

  private makeNodes(props: ClusterProps): void {
    const converged = isConverged(props);
    const masters = props.topology === 'single-node' ? 1 : 3;
    const hardware: Hardware = {
      vendor: props.tee === 'tdx' ? 'intel' : 'amd',
      tdx: props.tee === 'tdx',
      snp: props.tee === 'snp',
      sgx: props.tee === 'tdx',
      gpus: props.gpu === 'nvidia' ? 2 : 0,
      ...props.hardware,
    };
    const shared = props.schedulableControlPlane ?? converged;
    const controlPlane = ['master', 'control-plane'];
    for (let index = 0; index < masters; index++)
      this.makeNode(
        `control-plane-${index}.example.com`,
        hardware,
        [...controlPlane, ...(shared ? ['worker'] : [])],
        {},
      );
    const { count = 0, labels = {} } = props.labelledWorkers ?? {};
    for (let index = 0; index < (converged ? 0 : (props.workers ?? 3)); index++)
      this.makeNode(`worker-${index}.example.com`, hardware, ['worker'], index < count ? labels : {});
  }

  private makeNode(
    name: string,
    hardware: Hardware,
    roles: readonly string[],
    labels: Readonly<Record<string, string>>,
  ): void {
    this.machines.set(name, new Machine(name, hardware));
    const kubelet = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '' } as const;
    this.store.create(NODES, {
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          ...Object.fromEntries(roles.map((role) => [`${NODE_ROLE}${role}`, ''])),
          ...labels,
        },
      },
      spec: {},
      status: {
        conditions: [{ ...kubelet, lastTransitionTime: this.clock.timestamp() }],
        capacity: { cpu: '64', memory: '527956840Ki' },
        allocatable: { cpu: '63500m', memory: '526804840Ki' },
      },
    });
  }

  /** Pools `master` and `worker`, long since up to date. */
  private makePools(renderer: Renderer, nodeController: NodeController): void {
    const { store } = this;
    const roles = ['master', 'worker'];
    for (const role of roles) {
      store.create(MACHINE_CONFIGS, {
        metadata: { name: `00-${role}`, labels: { [ROLE_LABEL]: role } },
        spec: {
          config: { ignition: { version: '3.5.0' } },
          kernelArguments: ['systemd.unified_cgroup_hierarchy=1'],
        },
      });
      store.create(POOLS, {
        metadata: {
          name: role,
          labels: { [`pools.operator.machineconfiguration.openshift.io/${role}`]: '' },
        },
        spec: {
          machineConfigSelector: { matchLabels: { [ROLE_LABEL]: role } },
          nodeSelector: { matchLabels: { [`${NODE_ROLE}${role}`]: '' } },
        },
      });
      renderer.sync(role);
    }
    for (const node of store.list(NODES)) {
      const configuration = poolOfNode(store, node)?.spec.configuration?.name ?? '';
      const kernelArguments = store.get(MACHINE_CONFIGS, configuration)?.spec.kernelArguments ?? [];
      const machine = this.machines.get(node.metadata.name);
      if (machine !== undefined) machine.booted = { configuration, kernelArguments, extensions: [] };
      store.change(NODES, node.metadata.name, undefined, (found) => ({
        ...found,
        metadata: {
          ...found.metadata,
          annotations: {
            [CURRENT_CONFIG]: configuration,
            [DESIRED_CONFIG]: configuration,
            [DAEMON_STATE]: 'Done',
          },
        },
      }));
    }
    for (const role of roles) nodeController.sync(role);
  }

  private makeObjects(props: ClusterProps): void {
    const { store } = this;
    for (const name of NAMESPACES_OF_OPENSHIFT) store.create(NAMESPACES, { metadata: { name } });
    store.create(OPERATOR_GROUPS, {
      metadata: { name: 'global-operators', namespace: 'openshift-operators' },
      spec: {},
    });
    store.create(CLUSTER_VERSIONS, {
      metadata: { name: 'version' },
      spec: {},
      status: {
        desired: { version: props.openshift ?? '4.21.9' },
        history: [
          { state: 'Completed', version: props.openshift ?? '4.21.9', startedTime: this.clock.timestamp() },
        ],
      },
    });
    const secrets = props.secrets ?? SECRETS_BY_HAND;
    store.watch(NAMESPACES, ({ before, after }) => {
      if (before !== undefined || after === undefined) return;
      for (const secret of secrets) {
        const [namespace, name = ''] = secret.split('/');
        if (namespace === after.metadata.name) store.create(SECRETS, { metadata: { name, namespace } });
      }
    });
  }
}
