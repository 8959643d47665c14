import { describe, expect, it } from 'vitest';
import { kataPool } from '../../rollout/cluster-shape.ts';
import { allObjects, CLUSTERS, ofKind, syncedObjects } from './support/clusters.ts';

/** All that is ever synced. A kind that is not here belongs to somebody else, or has to be thought about first. */
const SYNCED_KINDS = [
  'Certificate',
  'ClusterPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'ExternalSecret',
  'Job',
  'KataConfig',
  'MachineConfig',
  'Namespace',
  'NetworkPolicy',
  'NodeFeatureDiscovery',
  'NodeFeatureRule',
  'OperatorGroup',
  'PersistentVolumeClaim',
  'Pod',
  'Role',
  'RoleBinding',
  'SealedSecret',
  'SecurityContextConstraints',
  'Service',
  'ServiceAccount',
  'SgxDevicePlugin',
  'Subscription',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];

/** What the operators make and delete themselves (sandboxed-containers-operator), and what cannot be taken back. */
const OF_OPERATORS = [
  'MachineConfigPool',
  'RuntimeClass',
  'ContainerRuntimeConfig',
  'KubeletConfig',
  // CustomNoUpgrade is for ever, and blocks upgrades.
  'FeatureGate',
  'CustomResourceDefinition',
];

describe.each(CLUSTERS)('of $name', ({ cluster }) => {
  const { profile } = cluster;
  const objects = allObjects(cluster);
  const synced = syncedObjects(cluster);

  it('nothing is emitted that an operator owns', () => {
    const kinds = objects.map(({ kind }) => kind);
    expect(OF_OPERATORS.filter((kind) => kinds.includes(kind))).toEqual([]);
    expect(
      [...new Set(synced.map(({ kind }) => kind))].filter((kind) => !SYNCED_KINDS.includes(kind)),
    ).toEqual([]);
  });

  it('no Secret is emitted', () => {
    expect(ofKind(objects, 'Secret')).toEqual([]);
    expect(objects.filter((object) => 'stringData' in object)).toEqual([]);
  });

  it('MachineConfigs are ours by name, of the pool that runs Kata, and none is the operator\u2019s 50-*', () => {
    const expected = [
      ...(profile.tee === 'tdx' ? ['99-enable-intel-tdx'] : []),
      ...(profile.gpu === 'nvidia' && profile.nodes.iommuKernelArguments ? ['100-iommu-kernel-args'] : []),
    ];
    const machineConfigs = ofKind(synced, 'MachineConfig').filter(
      ({ metadata }) => metadata.name !== cluster.gates.data.cluster.marker,
    );
    expect(machineConfigs.map(({ metadata }) => metadata.name)).toEqual(expected);
    for (const { metadata } of machineConfigs) {
      expect(metadata.labels).toEqual({ 'machineconfiguration.openshift.io/role': kataPool(profile) });
    }
  });

  it('there is a marker of the MachineConfigs, empty, of the same pool, beside the gate that looks for it', () => {
    const ofGates = [
      ...(cluster.flux?.gates ?? []),
      ...cluster.steps.map((step) => ({ folder: step.step.folder, objects: step.objects })),
    ];
    const inGates = ofGates
      .filter(({ folder }) => folder.includes('-gate-'))
      .map((gate) => ({ ...gate, folder: gate.folder.replace(/-[0-9a-f]{10}$/, '') }))
      .flatMap((gate) =>
        ofKind(gate.objects, 'MachineConfig').map((found) => ({ ...found, folder: gate.folder })),
      );
    const marker = {
      folder: '45-gate-pool-updated',
      metadata: {
        name: expect.stringMatching(/^99-zz-coco-[0-9a-f]{10}$/),
        labels: { 'machineconfiguration.openshift.io/role': kataPool(profile) },
      },
      spec: { config: { ignition: { version: '3.2.0' } } },
    };
    expect(inGates).toMatchObject([marker, marker]);
    expect(ofKind(objects, 'MachineConfig')).toEqual(ofKind(synced, 'MachineConfig'));
  });

  it('one KataConfig, one set of feature gates, the programs of gates and backup, and no other ConfigMap', () => {
    expect(ofKind(objects, 'KataConfig')).toHaveLength(1);
    expect(ofKind(objects, 'ConfigMap').map(({ metadata }) => metadata.name)).toEqual([
      'coco-gitops-gates',
      'osc-feature-gates',
      ...(profile.pccs.backup === undefined ? [] : ['pccs-backup']),
    ]);
  });

  it('every namespace is one that is made first, or that OpenShift has', () => {
    const [first, ...later] = cluster.steps;
    const made = ofKind(first?.objects ?? [], 'Namespace').map(({ metadata }) => metadata.name);
    expect(later.flatMap((step) => ofKind(step.objects, 'Namespace'))).toEqual([]);
    const used = new Set(synced.flatMap(({ metadata }) => metadata.namespace ?? []));
    expect([...used].filter((name) => !made.includes(name))).toEqual(
      profile.tee === 'tdx' ? ['openshift-operators'] : [],
    );
    expect(made.filter((name) => !used.has(name))).toEqual([]);
    const ofArgoCd = cluster.argocd.flatMap(({ metadata }) => metadata.namespace ?? []);
    expect([...new Set(ofArgoCd)].filter((name) => !made.includes(name))).toEqual(['openshift-gitops']);
    const ofFlux = cluster.flux?.objects.map(({ metadata }) => metadata.namespace);
    expect([...new Set(ofFlux)]).toEqual(['flux-system']);
  });

  it('no namespace has two OperatorGroups, which would stop every operator in it', () => {
    const namespaces = ofKind(objects, 'OperatorGroup').map(({ metadata }) => metadata.namespace);
    expect(new Set(namespaces).size).toBe(namespaces.length);
    // It has one from the start.
    expect(namespaces).not.toContain('openshift-operators');
    for (const { metadata } of ofKind(objects, 'Subscription')) {
      expect(metadata.namespace === 'openshift-operators' || namespaces.includes(metadata.namespace)).toBe(
        true,
      );
    }
  });
});
