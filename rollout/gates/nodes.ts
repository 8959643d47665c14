import { asInGit } from './as-in-git.ts';
import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import { type GateCluster, usesPool } from './gate-cluster.ts';

const ELIGIBLE = 'feature.node.kubernetes.io/runtime.kata=true';

/** sandboxed-containers-operator, confidential_handler.go `computeTEE`. */
const oneTee: MakeCondition = ({ tees }) => ({
  id: 'one-tee',
  demand: `No node that KataConfig selects carries the label of another TEE than ${tees.label}: the operator refuses a cluster with two`,
  patience: minutes(15),
  remedy:
    'correct the NodeFeatureRule that sets the label (a rule with matchAll, which does not exist, matches every node), or set tee in the profile to what the nodes have',
  check: `oc get nodes -L ${[tees.label, ...tees.otherLabels].join(',')}`,
});

/**
 * G1: without a node that looks able to run Kata, the operator does nothing, and writes no status
 * (openshift_controller.go `checkNodeEligibility`).
 */
export const eligibilityConditions: readonly MakeCondition[] = [
  (cluster) => (usesPool(cluster) ? markerGone(cluster) : undefined),
  asInGit('node-features'),
  (cluster) => ({
    id: 'nodes-eligible',
    demand: `At least ${nodeCount(cluster)} selected ${cluster.checkNodeEligibility ? `carry the label ${ELIGIBLE}` : 'exist'}`,
    patience: minutes(15),
    remedy: cluster.checkNodeEligibility
      ? 'is virtualization on in the firmware, and does node feature discovery run (oc get pods -n openshift-nfd)? Correct nodes.expected or nodes.selector in the profile if they ask for too much'
      : 'correct nodes.expected or nodes.selector in the profile, or add nodes',
    check: `oc get nodes -L feature.node.kubernetes.io/runtime.kata --show-labels`,
  }),
  oneTee,
  // TDX is on only after the reboot that its kernel argument needs; SEV-SNP is from the first boot.
  (cluster) => {
    if (cluster.tee !== 'snp') return undefined;
    return {
      id: 'nodes-have-tee',
      demand: `At least ${nodeCount(cluster)} that are selected carry the label ${cluster.tees.label}=true`,
      patience: minutes(15),
      remedy: 'is SEV-SNP on in the firmware (SMEE, SNP memory coverage, RMP table), on every node?',
      check: `oc get nodes -L ${cluster.tees.label}`,
    };
  },
];

/**
 * G3: the TEE shows only once the node has booted with it (node-feature-discovery, source/cpu/security_amd64.go), and
 * each confidential pod takes one of its resource (openshift_controller.go `createRuntimeClass`).
 */
export const teeConditions: readonly MakeCondition[] = [
  oneTee,
  ({ pool, tee, tees }) => ({
    id: 'nodes-offer-tee',
    demand: `Every node of pool ${pool} takes pods, carries the label ${tees.label}=true and has some of ${tees.resource} to give`,
    patience: minutes(15),
    remedy:
      tee === 'tdx'
        ? 'TDX is not on: look at the firmware (TDX, TME-MT, SGX), the kernel argument kvm_intel.tdx=1 (another MachineConfig may say 0: oc debug node/NODE -- cat /proc/cmdline), and the TDX module (oc debug node/NODE -- chroot /host dmesg | grep -i tdx)'
        : 'SEV-SNP is not on: look at the firmware (SMEE, SNP memory coverage, RMP table) and at oc debug node/NODE -- chroot /host dmesg | grep -i sev',
    check: `oc get nodes -L ${tees.label} -o custom-columns=NAME:.metadata.name,TEE:.status.allocatable.${tees.resource.replaceAll('.', '\\.')}`,
  }),
];

/** Before our MachineConfigs are applied, so that the marker, when it is listed after them, stands for them. */
function markerGone({ pool, marker }: GateCluster): GateCondition {
  return {
    id: 'marker-gone',
    demand: `The marker ${marker}, which an earlier sync may have left, is taken away, and MachineConfigPool ${pool} lists it no more`,
    patience: minutes(15),
    remedy: `does the machine-config-controller run (oc get pods -n openshift-machine-config-operator)? If the marker is still there, it has a finalizer: oc patch mc ${marker} --type json -p '[{"op":"remove","path":"/metadata/finalizers"}]' (it is empty, and reboots nothing)`,
    check: `oc get mc ${marker}; oc get mcp ${pool} -o jsonpath='{.spec.configuration.source[*].name}'`,
  };
}

function nodeCount({ expectedNodes }: GateCluster): string {
  return expectedNodes === 1 ? '1 node' : `${expectedNodes} nodes`;
}
