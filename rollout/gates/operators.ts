import { asInGit } from './as-in-git.ts';
import { type GateCondition, type MakeCondition, minutes } from './condition.ts';
import type { GateCluster } from './gate-cluster.ts';

/** For catalogs to answer and images to be pulled, through slow mirrors too. */
const INSTALLATION = minutes(30);

/** G0: the operators run, or a custom resource of theirs is refused, or worse, accepted by nobody. */
export const operatorConditions: readonly MakeCondition[] = [
  asInGit('operators'),
  oneOperatorGroup,
  operatorsInstalled,
  operatorsOfOthers,
  definitionsEstablished,
  // The operator counts as installed before its pod listens, and the webhook of KataConfig fails closed
  // (api/v1/kataconfig_webhook.go, failurePolicy).
  ({ operatorNamespace, webhookService }) => ({
    id: 'webhook-answers',
    demand: 'The webhook that judges KataConfig answers',
    patience: minutes(15),
    remedy: `oc logs -n ${operatorNamespace} deployment/controller-manager`,
    check: `oc get endpointslices -n ${operatorNamespace} -l kubernetes.io/service-name=${webhookService}`,
  }),
];

/** Operators that are not of this rollout, by the definitions that they bring. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  'certificates.cert-manager.io': 'cert-manager',
  'externalsecrets.external-secrets.io': 'External Secrets Operator',
  'sealedsecrets.bitnami.com': 'the Sealed Secrets controller',
};

function definitionsEstablished({ crds }: GateCluster): GateCondition {
  const others = crds.flatMap((crd) => OF_OTHERS[crd] ?? []);
  return {
    id: 'crds-established',
    demand: `The cluster serves the kinds that the operators bring${others.length > 0 ? `, and those of ${others.join(' and ')}, which the profile asks for` : ''}`,
    patience: minutes(15),
    remedy:
      'look at the operator whose kind is missing; deleting its ClusterServiceVersion makes OLM install it again' +
      (others.length > 0 ? `; this rollout does not install ${others.join(' and ')}: do so first` : ''),
    check: `oc get crd ${crds.join(' ')}`,
  };
}

function operatorsOfOthers({ installedOperators }: GateCluster): GateCondition | undefined {
  if (installedOperators.length === 0) return undefined;
  const wanted = installedOperators.map(
    ({ name, namespace, atLeast }) =>
      `${name} in namespace ${namespace}${atLeast === undefined ? '' : `, at least ${atLeast.join('.')}`}`,
  );
  return {
    id: 'operators-of-others',
    demand: `These operators, which this rollout does not install, run: ${wanted.join('; ')}`,
    patience: INSTALLATION,
    remedy:
      'ask who installed it, or correct operators.<name>.namespace or startingCSV in the profile; leave out "installed: true" to have this rollout install it',
    check:
      'oc get csv -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,VERSION:.spec.version,PHASE:.status.phase',
  };
}

/** operator-lifecycle-manager, pkg/controller/operators/olm: with several the ClusterServiceVersion fails, or never comes. */
function oneOperatorGroup({ subscriptions }: GateCluster): GateCondition | undefined {
  if (subscriptions.length === 0) return undefined;
  const namespaces = [...new Set(subscriptions.map(({ namespace }) => namespace))];
  return {
    id: 'one-operator-group',
    demand: `There is no second OperatorGroup in ${namespaces.join(', ')}: with two of them no operator of the namespace is installed`,
    patience: minutes(15),
    remedy:
      'delete the one that is not in Git (oc delete operatorgroup NAME -n NAMESPACE); what has a Subscription beside it belongs to another operator, which needs a namespace of its own',
    check: namespaces
      .map((namespace) => `oc get operatorgroups.operators.coreos.com -n ${namespace}`)
      .join('; '),
  };
}

function operatorsInstalled({ subscriptions }: GateCluster): GateCondition | undefined {
  if (subscriptions.length === 0) return undefined;
  const names = subscriptions.map(({ name, csv }) => (csv === undefined ? name : `${name} (${csv})`));
  const manual = subscriptions.some(({ approval }) => approval === 'Manual');
  const later =
    '; a version that is newer than the one of the profile stays: write it into the profile, or remove the operator';
  const approve =
    ', and approve by hand an InstallPlan that also installs something else (the gate approves none but the pinned versions): oc patch installplan NAME -n NAMESPACE --type merge -p \'{"spec":{"approved":true}}\'';
  return {
    id: 'operators-installed',
    demand: `These operators are installed, in the version that is named, and are neither being deleted nor replaced: ${names.join(', ')}`,
    patience: INSTALLATION,
    remedy: `compare catalog source, channel and version with "oc get packagemanifests"${manual ? `${later}${approve}` : ''}`,
    check: 'oc get subscriptions,installplans,csv -A',
  };
}
