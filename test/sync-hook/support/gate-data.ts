import { renderCluster } from '../../../render/render-cluster.ts';
import type { ClusterShape } from '../../../rollout/cluster-shape.ts';
import { gateCluster } from '../../../rollout/gates/describe-cluster.ts';
import type { GateApplied, GateCluster, GateSubscription } from '../../../rollout/gates/gate-cluster.ts';
import { type GateProgramData, gateProgramData } from '../../../rollout/gates.ts';
import { healthRulesByKind } from '../../../rollout/health/kinds.ts';
import { profileIn, profileText } from '../../profiles/profile-text.ts';
import { rememberTexts } from './served.ts';

const IMAGE = `registry.example.com/app@sha256:${'0'.repeat(64)}`;

/** Every shape of a cluster. */
export const SHAPES: readonly ClusterShape[] = (['multi-node', 'compact', 'single-node'] as const).flatMap(
  (topology) =>
    (['tdx', 'snp'] as const).flatMap((tee) =>
      (['none', 'nvidia'] as const).map((gpu) => ({ topology, tee, gpu })),
    ),
);

const SHAPE_OF = {
  tdx: { topology: 'multi-node', tee: 'tdx', gpu: 'none' },
  snp: { topology: 'multi-node', tee: 'snp', gpu: 'none' },
  gpu: { topology: 'multi-node', tee: 'snp', gpu: 'nvidia' },
  sno: { topology: 'single-node', tee: 'tdx', gpu: 'none' },
  compact: { topology: 'compact', tee: 'snp', gpu: 'none' },
} as const;

/**
 * What the gates of a shape are told, made as for a profile; `changes` are to the cluster that they describe.
 *
 * @param verification that key of the profile
 */
export function dataOf(
  shape: ClusterShape,
  changes: Partial<GateCluster> = {},
  verification?: string,
): GateProgramData {
  const { cluster, health } = fromProfile(shape, verification);
  return gateProgramData({ ...cluster, ...changes }, health);
}

function fromProfile(shape: ClusterShape, verification: string | undefined): GateProgramData {
  const storage = '{ storage: { type: persistent-volume-claim } }';
  const profile = profileIn(
    profileText({
      tee: shape.tee,
      gpu: shape.gpu,
      topology: shape.topology,
      nodes: shape.topology === 'multi-node' ? '{ expected: 3 }' : undefined,
      pccs: shape.tee === 'tdx' ? storage : undefined,
      verification,
      workloads: `[{ name: own, image: "${IMAGE}" }, { name: web, kind: Deployment, image: "${IMAGE}" }]`,
    }),
  );
  const objects = renderCluster(profile).steps.flatMap((step) => step.objects);
  rememberTexts(objects);
  return gateProgramData(gateCluster(profile, objects), healthRulesByKind());
}

const PINNED = 'sandboxed-containers-operator.v1.12.0';

/** A cluster with another KataConfig, and what its gates make of that. */
function withKataConfig(shape: ClusterShape, changes: Partial<GateCluster>, spec: object): GateProgramData {
  const { applied } = dataOf(shape).cluster;
  const changed = applied['kata-config']?.map((one) => ({
    ...one,
    content: { spec: { ...(one.content['spec'] as object), ...spec } },
  }));
  return dataOf(shape, { ...changes, applied: { ...applied, 'kata-config': changed ?? [] } });
}

const SUBSCRIPTIONS: readonly GateSubscription[] = [
  { name: 'osc', namespace: 'osc', approval: 'Manual', csv: PINNED },
  { name: 'nfd', namespace: 'osc', approval: 'Manual', csv: 'nfd.v4.21.0' },
  { name: 'far', namespace: 'far', approval: 'Manual', csv: 'far.v1.0.0' },
  { name: 'free', namespace: 'free', approval: 'Automatic', csv: 'free.v9.9.9' },
];

function appliedSubscription({ name, namespace, approval }: GateSubscription): GateApplied {
  const content = { spec: { name, installPlanApproval: approval, channel: 'stable' } };
  return {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'Subscription',
    resource: 'subscriptions',
    namespace,
    name,
    content,
  };
}

/** The clusters of the tests, by name. */
export const DATA = {
  tdx: dataOf(SHAPE_OF.tdx),
  snp: dataOf(SHAPE_OF.snp),
  gpu: dataOf(SHAPE_OF.gpu),
  sno: dataOf(SHAPE_OF.sno),
  compact: dataOf(SHAPE_OF.compact),
  /** Every worker may be used, whatever its labels. */
  unchecked: withKataConfig(SHAPE_OF.snp, { checkNodeEligibility: false }, { checkNodeEligibility: false }),
  /** Only workers with label `use: kata`. */
  selector: withKataConfig(
    SHAPE_OF.tdx,
    { nodeSelector: { use: 'kata' } },
    { kataConfigPoolSelector: { matchLabels: { use: 'kata' } } },
  ),
  daemonset: dataOf(SHAPE_OF.snp, { deploymentMode: 'DaemonSet' }),
  /** Two operators in one namespace, whose versions somebody has to approve. */
  manual: dataOf(SHAPE_OF.snp, {
    subscriptions: SUBSCRIPTIONS,
    applied: { ...dataOf(SHAPE_OF.snp).cluster.applied, operators: SUBSCRIPTIONS.map(appliedSubscription) },
  }),
  /** Two operators that somebody else has installed; of one any version will do. */
  theirs: dataOf(SHAPE_OF.snp, {
    installedOperators: [
      {
        name: 'osc',
        namespace: 'theirs',
        owns: 'kataconfigs.kataconfiguration.openshift.io',
        atLeast: [1, 12, 0],
      },
      { name: 'nfd', namespace: 'nfd', owns: 'nodefeaturediscoveries.nfd.openshift.io' },
    ],
  }),
  /** Attestation, a GPU and the refusal are verified. */
  verified: dataOf({ topology: 'multi-node', tee: 'tdx', gpu: 'nvidia' }, {}, '{}'),
  /** Attestation alone is, where no gate of the Intel services comes before. */
  attested: dataOf(SHAPE_OF.snp, {}, '{ refusal: false }'),
} as const satisfies Record<string, GateProgramData>;

export type ClusterName = keyof typeof DATA;
