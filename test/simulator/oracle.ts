import { isDeepStrictEqual } from 'node:util';
import { kataPool } from '../../rollout/cluster-shape.ts';
import { VERIFIES_LABEL } from '../../rollout/gates/verification-job.ts';
import type { Cluster } from './cluster.ts';
import { classUsable } from './controllers/kubelet.ts';
import { hasRole, poolOfNode } from './controllers/mco-pools.ts';
import { currentName } from './controllers/mco-renderer.ts';
import { operatorRuns, webhookAnswers } from './controllers/olm.ts';
import { podsOf } from './controllers/osc-feature-gates.ts';
import { OPERATOR_MACHINE_CONFIG } from './controllers/osc-nodes.ts';
import type { Node, Pool } from './kinds.ts';
import { annotationsOf, conditionOf, isTrue, type KubeObject, labelsOf } from './object.ts';
import {
  DAEMON_SETS,
  DEPLOYMENTS,
  JOBS,
  KATA_CONFIGS,
  NODES,
  PODS,
  POOLS,
  RESOURCES,
  RUNTIME_CLASSES,
  SGX_DEVICE_PLUGINS,
  SUBSCRIPTIONS,
} from './resources.ts';

const KATA_LABEL = 'feature.node.kubernetes.io/runtime.kata';
const TEES = {
  tdx: { label: 'intel.feature.node.kubernetes.io/tdx', resource: 'tdx.intel.com/keys' },
  snp: { label: 'amd.feature.node.kubernetes.io/snp', resource: 'sev-snp.amd.com/esids' },
} as const;

/**
 * Whether the state that a gate names has really been reached, by what the servers run and not only by what the API
 * says: the measure for a gate program. It knows the code of every gate of the rollout, and `remove`.
 */
export class Oracle {
  private readonly cluster: Cluster;
  private readonly objects: readonly KubeObject[];
  private readonly expectedNodes: number;

  /** @param objects what is applied, all of it */
  constructor(cluster: Cluster, objects: readonly KubeObject[], expectedNodes: number) {
    this.cluster = cluster;
    this.objects = objects;
    this.expectedNodes = expectedNodes;
  }

  holds(code: string): boolean {
    if (!this.cluster.availability.up) return false;
    switch (code) {
      case 'G0':
        return this.operatorsReady();
      case 'G1':
        return this.eligible().length >= this.expectedNodes;
      case 'G2':
        return this.poolUpdated();
      case 'G3':
        return (
          this.poolNodes().length >= this.expectedNodes && this.poolNodes().every((node) => this.hasTee(node))
        );
      case 'G4':
        return this.gpusReady();
      case 'G5':
        return this.poolUpdated() && this.runtimeClasses().every((name) => this.usable(name));
      case 'G6':
        return this.attestationReady();
      case 'G7':
        return this.haveVerified(['attestation', 'gpu']);
      case 'G8':
        return this.haveVerified(['refusal']);
      case 'remove':
        return this.atRest();
      default:
        throw new Error(`the oracle knows no gate ${code}`);
    }
  }

  private operatorsReady(): boolean {
    const { store } = this.cluster;
    const subscriptions = this.objects.filter(({ kind }) => kind === 'Subscription');
    const packages = subscriptions.map((found) => (found['spec'] as { readonly name: string }).name);
    const there = store.list(SUBSCRIPTIONS).length >= subscriptions.length;
    const served = RESOURCES.filter(
      ({ kind, custom }) => custom && this.objects.some((object) => object.kind === kind),
    );
    return (
      there &&
      packages.every((name) => operatorRuns(store, name)) &&
      served.every((resource) => resource.plural === 'externalsecrets' || store.isServed(resource)) &&
      webhookAnswers(store)
    );
  }

  private eligible(): Node[] {
    const { store, shape } = this.cluster;
    const role = kataPool(shape) === 'master' ? 'master' : 'worker';
    const kata = this.objects.find(({ kind }) => kind === 'KataConfig')?.['spec'] as
      | { readonly kataConfigPoolSelector?: { readonly matchLabels?: Record<string, string> } }
      | undefined;
    const wanted = role === 'master' ? {} : (kata?.kataConfigPoolSelector?.matchLabels ?? {});
    return store.list(NODES).filter((node) => {
      const labels = labelsOf(node);
      const selected = Object.entries(wanted).every(([key, value]) => labels[key] === value);
      return hasRole(node, role) && selected && labels[KATA_LABEL] === 'true';
    });
  }

  private poolNodes(): Node[] {
    const { store, shape } = this.cluster;
    return store.list(NODES).filter((node) => poolOfNode(store, node)?.metadata.name === kataPool(shape));
  }

  /** Every server of the pool has booted what all MachineConfigs of the pool ask for, and nothing is under way. */
  private poolUpdated(): boolean {
    const { store, shape, machines } = this.cluster;
    const pool = store.get(POOLS, kataPool(shape));
    const configuration = pool?.spec.configuration;
    const nodes = this.poolNodes();
    if (configuration === undefined || nodes.length < Math.max(this.expectedNodes, 1)) return false;
    const kata = store.list(KATA_CONFIGS)[0];
    const progress = conditionOf(kata, 'InProgress');
    return (
      [...this.ownMachineConfigs(), OPERATOR_MACHINE_CONFIG].every((name) =>
        configuration.source.some((source) => source.name === name),
      ) &&
      // What is removed from a MachineConfig has to be gone as well.
      configuration.name === currentName(store, pool as Pool) &&
      isTrue(pool, 'Updated') &&
      pool?.status?.configuration?.name === configuration.name &&
      progress?.status === 'False' &&
      progress.reason === '' &&
      kata?.status?.kataNodes?.readyNodeCount === nodes.length &&
      kata.status.kataNodes.nodeCount === nodes.length &&
      nodes.every((node) => {
        const machine = machines.get(node.metadata.name);
        const idle = isTrue(node, 'Ready') && node.spec.unschedulable !== true;
        return (
          idle &&
          machine?.up === true &&
          machine.booted.configuration === configuration.name &&
          machine.hasKata
        );
      })
    );
  }

  private ownMachineConfigs(): string[] {
    return this.objects
      .filter(
        (object) => object.kind === 'MachineConfig' && !('argocd.argoproj.io/hook' in annotationsOf(object)),
      )
      .map(({ metadata }) => metadata.name);
  }

  private hasTee(node: Node): boolean {
    const { machines, shape } = this.cluster;
    const { label, resource } = TEES[shape.tee];
    const offered = node.status.allocatable[resource] ?? '0';
    return (
      machines.get(node.metadata.name)?.tee === shape.tee &&
      labelsOf(node)[label] === 'true' &&
      offered !== '0'
    );
  }

  private gpusReady(): boolean {
    const nodes = this.poolNodes().filter(
      ({ metadata }) => (this.cluster.machines.get(metadata.name)?.hardware.gpus ?? 0) > 0,
    );
    return (
      nodes.length > 0 &&
      nodes.every((node) => {
        const confidential = labelsOf(node)['nvidia.com/cc.ready.state'] === 'true';
        return confidential && (node.status.allocatable['nvidia.com/pgpu'] ?? '0') !== '0';
      })
    );
  }

  private runtimeClasses(): string[] {
    return this.cluster.shape.gpu === 'nvidia' ? ['kata-cc', 'kata-cc-nvidia-gpu'] : ['kata-cc'];
  }

  private usable(name: string): boolean {
    const found = this.cluster.store.get(RUNTIME_CLASSES, name);
    return (
      found !== undefined && found.metadata.deletionTimestamp === undefined && classUsable(this.cluster, name)
    );
  }

  private attestationReady(): boolean {
    const { store } = this.cluster;
    const namespace = 'intel-dcap';
    const deployments = store.list(DEPLOYMENTS, namespace);
    const daemonSets = store.list(DAEMON_SETS, namespace);
    const plugins = store.list(SGX_DEVICE_PLUGINS);
    return (
      [deployments, daemonSets, plugins].every((found) => found.length > 0) &&
      deployments.every(({ spec, status }) => (status?.availableReplicas ?? 0) >= (spec.replicas ?? 1)) &&
      daemonSets.every(({ status }) => (status?.numberAvailable ?? 0) >= this.poolNodes().length) &&
      plugins.every(({ status }) => (status?.numberReady ?? 0) > 0)
    );
  }

  /** Each Job that is applied has ended well: another one of its kind, as of older initdata, does not count. */
  private haveVerified(wanted: readonly string[]): boolean {
    const { store } = this.cluster;
    const jobs = this.objects.filter((object) => wanted.includes(labelsOf(object)[VERIFIES_LABEL] ?? ''));
    return (
      jobs.length > 0 &&
      jobs.every(({ metadata, ...job }) => {
        const found = store.get(JOBS, metadata.name, metadata.namespace);
        const same = isDeepStrictEqual(found?.spec, job['spec']);
        const succeeded = store
          .list(PODS, metadata.namespace)
          .some((pod) => labelsOf(pod)['job-name'] === metadata.name && pod.status?.exitCode === 0);
        return same && succeeded && isTrue(found, 'Complete');
      })
    );
  }

  private atRest(): boolean {
    const { store, shape } = this.cluster;
    const pool = store.get(POOLS, kataPool(shape));
    const ours = [
      ...this.objects.filter(({ kind }) => kind === 'Pod'),
      ...store.list(PODS).filter((pod) => VERIFIES_LABEL in labelsOf(pod)),
    ].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    const classes = store.list(RUNTIME_CLASSES).map(({ metadata }) => metadata.name);
    const idle = pool === undefined || (isTrue(pool, 'Updated') && pool.spec.paused !== true);
    return idle && podsOf(store, classes).every((pod) => ours.includes(pod));
  }
}
