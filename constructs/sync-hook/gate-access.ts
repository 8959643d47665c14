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
import { GATE_PROGRAM, GATES_NAMESPACE } from './names.ts';

export interface GateAccessProps {
  /** Name of the account, of its roles and of their bindings. */
  readonly name: string;
  /** All that the gates with this account may do. */
  readonly rights: readonly Right[];
}

/** By which a person finds all accounts of the gates, and their rights. */
const LABELS = { app: GATE_PROGRAM };

/** A service account of gates, with the rights that their program uses and no others. */
export class GateAccess extends Construct {
  readonly #name: string;

  constructor(scope: Construct, id: string, props: GateAccessProps) {
    super(scope, id);
    this.#name = props.name;
    new KubeServiceAccount(this, 'account', {
      metadata: { name: props.name, namespace: GATES_NAMESPACE, labels: LABELS },
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
    const metadata = { name: this.#name, labels: LABELS };
    new KubeClusterRole(this, 'cluster-role', { metadata, rules });
    new KubeClusterRoleBinding(this, 'cluster-role-binding', { metadata, ...this.binding('ClusterRole') });
  }

  private bindNamespace(namespace: string, rules: PolicyRule[]): void {
    const scope = new Construct(this, `namespace-${namespace}`);
    const metadata = { name: this.#name, namespace, labels: LABELS };
    new KubeRole(scope, 'role', { metadata, rules });
    new KubeRoleBinding(scope, 'role-binding', { metadata, ...this.binding('Role') });
  }

  private binding(kind: 'ClusterRole' | 'Role') {
    return {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: this.#name },
      subjects: [{ kind: 'ServiceAccount', name: this.#name, namespace: GATES_NAMESPACE }],
    };
  }
}

function ruleOf({ apiGroup, resource, verbs, names }: Right): PolicyRule {
  return {
    apiGroups: [apiGroup],
    resources: [resource],
    verbs: [...verbs],
    ...(names === undefined ? {} : { resourceNames: [...names] }),
  };
}
