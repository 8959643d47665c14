import { accountOf } from './accounts.ts';
import { type GateCluster, type GateSubscription, isPinned } from './gate-cluster.ts';

/**
 * What the account of a gate may change of an object that it may patch, where RBAC can only say that it may.
 *
 * The conditions are CEL of a ValidatingAdmissionPolicy: `object` and `oldObject` are maps.
 */
export interface PatchLimit {
  readonly name: string;
  readonly account: string;
  readonly apiGroup: string;
  readonly resource: string;
  /** Parts of the conditions, which call them `variables.<name>`. */
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

/** Annotation of KataConfig that gate G5 sets, which makes the operator look again. */
export const RECONCILE_ANNOTATION = 'coco-gitops/reconcile-requested-at';

/** Kept by the server for each patch: who has set which field. */
const KEPT_BY_SERVER = 'managedFields';

/** The limits for a cluster: none for InstallPlans where no gate approves any. */
export function patchLimits(cluster: GateCluster): readonly PatchLimit[] {
  const pinned = cluster.subscriptions.filter(isPinned);
  return [RECONCILE_REQUESTED_AT, ...(pinned.length > 0 ? [approval(pinned)] : [])];
}

const RECONCILE_REQUESTED_AT: PatchLimit = {
  name: 'coco-gitops-reconcile',
  account: accountOf('G5'),
  apiGroup: 'kataconfiguration.openshift.io',
  resource: 'kataconfigs',
  variables: [
    { name: 'before', expression: annotations('oldObject') },
    { name: 'after', expression: annotations('object') },
  ],
  validations: [
    {
      expression: `${same('object', 'oldObject', 'metadata')} && ${same('object.metadata', 'oldObject.metadata', 'annotations', KEPT_BY_SERVER)}`,
      message: `this account may change nothing of KataConfig but annotation ${RECONCILE_ANNOTATION}`,
    },
    {
      expression: same('variables.after', 'variables.before', RECONCILE_ANNOTATION),
      message: `this account may change no annotation of KataConfig but ${RECONCILE_ANNOTATION}`,
    },
    {
      expression: `'${RECONCILE_ANNOTATION}' in variables.after && variables.after['${RECONCILE_ANNOTATION}'].matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$')`,
      message: `annotation ${RECONCILE_ANNOTATION} is a time, such as 2026-01-02T03:04:05Z`,
    },
  ],
};

function approval(pinned: readonly GateSubscription[]): PatchLimit {
  const namespaces = [...new Set(pinned.map(({ namespace }) => namespace))].map((namespace) => {
    const versions = pinned.filter((found) => found.namespace === namespace).map(({ csv }) => csv);
    return `(object.metadata.namespace == ${JSON.stringify(namespace)} && object.spec.clusterServiceVersionNames.all(name, name in ${JSON.stringify(versions)}))`;
  });
  return {
    name: 'coco-gitops-approve',
    account: accountOf('G0'),
    apiGroup: 'operators.coreos.com',
    resource: 'installplans',
    variables: [],
    validations: [
      {
        expression: [
          same('object', 'oldObject', 'metadata', 'spec'),
          same('object.metadata', 'oldObject.metadata', KEPT_BY_SERVER),
          same('object.spec', 'oldObject.spec', 'approved'),
        ].join(' && '),
        message: 'this account may change nothing of an InstallPlan but spec.approved',
      },
      {
        expression: 'oldObject.spec.approved == false && object.spec.approved == true',
        message: 'this account may only set spec.approved of an InstallPlan from false to true',
      },
      {
        expression: namespaces.join(' || '),
        message:
          'this account may only approve an InstallPlan that installs pinned versions and nothing else',
      },
    ],
  };
}

function annotations(object: string): string {
  return `has(${object}.metadata.annotations) ? ${object}.metadata.annotations : {}`;
}

/** That two maps have the same keys and values, but for some keys. */
function same(after: string, before: string, ...except: readonly string[]): string {
  const skipped = `key in [${except.map((key) => `'${key}'`).join(', ')}]`;
  const kept = (one: string, other: string) =>
    `${one}.all(key, ${skipped} || (key in ${other} && ${one}[key] == ${other}[key]))`;
  return `${kept(after, before)} && ${kept(before, after)}`;
}
