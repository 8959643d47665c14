import type { JsonObject } from 'kube-strict/ground/json.ts';
import { nameOf, textAt, textsAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { targetOf } from '../support/target.ts';

/** Who makes an object; undefined when nobody but its author does. */
type Owner = (object: JsonObject) => PolicyFinding | undefined;

const SANDBOXED = 'the OpenShift sandboxed containers operator';

/** By kind and group. Names as the operator's source has them, version 1.12 (openshift/sandboxed-containers-operator). */
const OWNERS: Readonly<Record<string, Owner>> = {
  'MachineConfigPool.machineconfiguration.openshift.io': named(/^kata-oc$/, SANDBOXED),
  'MachineConfig.machineconfiguration.openshift.io': (object) =>
    named(/^50-enable-sandboxed-containers-extension$/, SANDBOXED)(object) ??
    named(/^rendered-/, 'the machine config operator')(object),
  'ContainerRuntimeConfig.machineconfiguration.openshift.io': named(/^kata-crio-config$/, SANDBOXED),
  'RuntimeClass.node.k8s.io': named(/^kata(?:-|$)/, SANDBOXED),
  'DaemonSet.apps': named(/^openshift-sandboxed-containers-monitor$/, SANDBOXED),
  'FeatureGate.config.openshift.io': kubeletPodResources,
};

/** What operators make for themselves is not in Git. */
export const operatorOwned: PolicyRule = {
  id: 'policy/operator-owned',
  severity: 'error',
  title: 'No objects that operators own',
  why: 'The operator and the GitOps engine overwrite each other, and what the operator deletes when it is removed comes back; with pools and MachineConfigs, nodes reboot each time.',
  fix: 'Remove the object; the operator makes it.',
  docs: 'Document section 3.5; openshift/sandboxed-containers-operator controllers/openshift_controller.go',
  appliesTo: ({ group, kind }) => Object.hasOwn(OWNERS, `${kind}.${group}`),
  check: (object) => {
    const { kind, group } = targetOf(object);
    const found = OWNERS[`${kind}.${group}`]?.(object);
    return found === undefined ? [] : [found];
  },
};

function named(names: RegExp, owner: string): Owner {
  return (object) => {
    if (!names.test(nameOf(object))) return undefined;
    const message = `${targetOf(object).kind} "${nameOf(object)}" is made by ${owner}.`;
    return { path: '/metadata/name', message };
  };
}

/** Not owned, but neither to be written: it is on by default since Kubernetes 1.34, and the set cannot be taken back. */
function kubeletPodResources(object: JsonObject): PolicyFinding | undefined {
  if (nameOf(object) !== 'cluster' || textAt(object, '/spec/featureSet') !== 'CustomNoUpgrade')
    return undefined;
  const gates = ['enabled', 'disabled'].flatMap((list) => textsAt(object, `/spec/customNoUpgrade/${list}`));
  const gate = gates.find(({ value }) => value === 'KubeletPodResourcesGet');
  if (gate === undefined) return undefined;
  const message =
    'KubeletPodResourcesGet is on by default from OpenShift 4.21 on; CustomNoUpgrade can never be taken back, and stops updates of the cluster.';
  return { path: gate.path, message, fix: 'Remove the object, and use OpenShift 4.21.9 or later.' };
}
