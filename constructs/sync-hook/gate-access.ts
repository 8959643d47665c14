import {
  KubeClusterRole,
  KubeClusterRoleBinding,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  type PolicyRule,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import type { GateAccess as Right } from '../../rollout/gates/access.ts';
import { GATE_SERVICE_ACCOUNT, GATES_NAMESPACE } from './names.ts';

export interface GateAccessProps {
  /** All that the gates of this cluster may do. */
  readonly rights: readonly Right[];
}

/** Service account of the gates, with the rights that their program uses and no others. */
export class GateAccess extends Construct {
  constructor(scope: Construct, id: string, props: GateAccessProps) {
    super(scope, id);
    new KubeServiceAccount(this, 'account', {
      metadata: { name: GATE_SERVICE_ACCOUNT, namespace: GATES_NAMESPACE },
      // Only the pods of the gates mount a token, and say so.
      automountServiceAccountToken: false,
    });
    const namespaces = new Set(props.rights.map(({ namespace }) => namespace));
    for (const namespace of namespaces) {
      const rules = props.rights.filter((right) => right.namespace === namespace).map(ruleOf);
      if (namespace === undefined) this.bindCluster(rules);
      else this.bindNamespace(namespace, rules);
    }
  }

  private bindCluster(rules: PolicyRule[]): void {
    new KubeClusterRole(this, 'cluster-role', { metadata: { name: GATE_SERVICE_ACCOUNT }, rules });
    new KubeClusterRoleBinding(this, 'cluster-role-binding', {
      metadata: { name: GATE_SERVICE_ACCOUNT },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: GATE_SERVICE_ACCOUNT },
      subjects: [SUBJECT],
    });
  }

  private bindNamespace(namespace: string, rules: PolicyRule[]): void {
    const scope = new Construct(this, namespace);
    new KubeRole(scope, 'role', { metadata: { name: GATE_SERVICE_ACCOUNT, namespace }, rules });
    new KubeRoleBinding(scope, 'role-binding', {
      metadata: { name: GATE_SERVICE_ACCOUNT, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: GATE_SERVICE_ACCOUNT },
      subjects: [SUBJECT],
    });
  }
}

const SUBJECT = { kind: 'ServiceAccount', name: GATE_SERVICE_ACCOUNT, namespace: GATES_NAMESPACE };

function ruleOf({ apiGroup, resource, verbs, names }: Right): PolicyRule {
  return {
    apiGroups: [apiGroup],
    resources: [resource],
    verbs: [...verbs],
    ...(names === undefined ? {} : { resourceNames: [...names] }),
  };
}
