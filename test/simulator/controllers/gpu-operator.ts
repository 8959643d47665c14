import { edited, labelsOf, withConditions } from '../object.ts';
import { CLUSTER_POLICIES, NODES } from '../resources.ts';
import type { WorkQueue } from '../work-queue.ts';
import type { World } from '../world.ts';
import { withResources } from './nfd.ts';
import { operatorRuns } from './olm.ts';

/** By which the operator finds nodes with a GPU (gpu-operator, controllers/state_manager.go). */
const PCI_LABEL = 'feature.node.kubernetes.io/pci-10de.present';

/** Labels and resources that each operand brings to a node, one operand after the other. */
const STEPS: readonly { readonly labels: Readonly<Record<string, string>>; readonly needsIommu?: boolean }[] =
  [
    { labels: { 'nvidia.com/gpu.present': 'true' } },
    {
      labels: {
        'nvidia.com/gpu.deploy.vfio-manager': 'true',
        'nvidia.com/gpu.deploy.kata-sandbox-device-plugin': 'true',
        'nvidia.com/gpu.deploy.cc-manager': 'true',
      },
    },
    { labels: { 'nvidia.com/cc.mode.state': 'on' }, needsIommu: true },
    { labels: { 'nvidia.com/cc.ready.state': 'true' }, needsIommu: true },
  ];

/**
 * The NVIDIA GPU operator for Kata: labels the nodes that Node Feature Discovery has found a GPU on, binds the GPUs to
 * vfio, which takes an IOMMU, and offers them as `nvidia.com/pgpu`. A policy that sees no GPU is ready as well.
 */
export class GpuOperator {
  private readonly world: World;
  private readonly queue: WorkQueue;

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue('gpu-operator', (name) => this.sync(name));
    world.store.watch(CLUSTER_POLICIES, ({ before, after }) => {
      if (before === undefined && after !== undefined) this.look(after.metadata.name);
      if (after === undefined) this.clear();
    });
    world.onNode(({ what }) => {
      if (what === 'booted')
        for (const { metadata } of world.store.list(CLUSTER_POLICIES)) this.look(metadata.name);
    });
    world.store.watch(NODES, ({ before, after }) => {
      const has = (node = after) => node !== undefined && labelsOf(node)[PCI_LABEL] === 'true';
      if (has(before) !== has())
        for (const { metadata } of world.store.list(CLUSTER_POLICIES)) this.look(metadata.name);
    });
  }

  private look(name: string): void {
    this.queue.add(name, this.world.pick('gpu'));
  }

  private sync(name: string): void {
    const { store } = this.world;
    if (store.get(CLUSTER_POLICIES, name) === undefined) return;
    if (!operatorRuns(store, 'gpu-operator-certified')) {
      this.queue.add(name, 30);
      return;
    }
    const nodes = store.list(NODES).filter((node) => labelsOf(node)[PCI_LABEL] === 'true');
    const open = nodes.filter(({ metadata }) => !this.isDone(metadata.name));
    for (const { metadata } of open) this.step(metadata.name);
    this.report(name, open.length === 0, nodes.length);
    if (open.length > 0) this.look(name);
  }

  private isDone(name: string): boolean {
    return (
      this.nextStep(name) === undefined &&
      this.world.store.get(NODES, name)?.status.allocatable['nvidia.com/pgpu'] !== undefined
    );
  }

  private nextStep(name: string) {
    const node = this.world.store.get(NODES, name);
    const labels = node === undefined ? {} : labelsOf(node);
    return STEPS.find((step) => Object.keys(step.labels).some((key) => labels[key] !== step.labels[key]));
  }

  private step(name: string): void {
    const { store, machines, conduct } = this.world;
    const machine = machines.get(name);
    const step = this.nextStep(name);
    if (machine?.up !== true || (step?.needsIommu === true && !machine.hasIommu)) return;
    const held = step === STEPS.at(-1) && conduct.gpuNeverConfidential;
    const labels = held ? { 'nvidia.com/cc.ready.state': 'false' } : step?.labels;
    const resources = step === undefined ? { 'nvidia.com/pgpu': String(machine.hardware.gpus) } : {};
    store.change(NODES, name, undefined, (node) => ({
      ...node,
      metadata: { ...node.metadata, labels: edited(node.metadata.labels, labels ?? {}) },
      status: withResources(node, resources),
    }));
  }

  private report(name: string, done: boolean, nodes: number): void {
    const { store, clock } = this.world;
    const ready = {
      type: 'Ready',
      status: done ? 'True' : 'False',
      reason: nodes === 0 ? 'NoGPUNodes' : done ? 'Reconciled' : 'OperandNotReady',
      message: nodes === 0 ? 'No GPU node found' : '',
    } as const;
    const error = {
      type: 'Error',
      status: done ? 'False' : 'True',
      reason: ready.reason,
      message: '',
    } as const;
    store.change(CLUSTER_POLICIES, name, undefined, (found) => ({
      ...found,
      status: {
        state: done ? 'ready' : 'notReady',
        conditions: withConditions(found.status?.conditions, [ready, error], clock.timestamp()),
      },
    }));
  }

  private clear(): void {
    const labels = Object.fromEntries(
      STEPS.flatMap((step) => Object.keys(step.labels).map((key) => [key, undefined])),
    );
    for (const { metadata } of this.world.store.list(NODES)) {
      this.world.store.change(NODES, metadata.name, undefined, (node) => ({
        ...node,
        metadata: { ...node.metadata, labels: edited(node.metadata.labels, labels) },
        status: withResources(node, { 'nvidia.com/pgpu': undefined }),
      }));
    }
  }
}
