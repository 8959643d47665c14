import {
  KubeClusterRole,
  KubeClusterRoleBinding,
  KubeRole,
  KubeRoleBinding,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import type { Rights } from './rights.ts';

export interface GrantedRightsProps {
  /** Name of every role and of its binding. */
  readonly name: string;
  readonly rights: Rights;
  /** The account that gets them. */
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
}

/** Rights of one account: a Role in each namespace, a ClusterRole for the rest, and bindings. */
export class GrantedRights extends Construct {
  constructor(scope: Construct, id: string, props: GrantedRightsProps) {
    super(scope, id);
    const { name, rights } = props;
    const subjects = [{ kind: 'ServiceAccount', ...props.serviceAccount }];
    const apiGroup = 'rbac.authorization.k8s.io';
    if (rights.cluster.length > 0) {
      new KubeClusterRole(this, 'cluster-role', { metadata: { name }, rules: [...rights.cluster] });
      const roleRef = { apiGroup, kind: 'ClusterRole', name };
      new KubeClusterRoleBinding(this, 'cluster-role-binding', { metadata: { name }, roleRef, subjects });
    }
    for (const [namespace, rules] of rights.namespaces) {
      const metadata = { name, namespace };
      const own = new Construct(this, `namespace-${namespace}`);
      new KubeRole(own, 'role', { metadata, rules: [...rules] });
      const roleRef = { apiGroup, kind: 'Role', name };
      new KubeRoleBinding(own, 'role-binding', { metadata, roleRef, subjects });
    }
  }
}
