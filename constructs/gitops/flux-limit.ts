import {
  KubeValidatingAdmissionPolicy,
  KubeValidatingAdmissionPolicyBinding,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';

export interface FluxLimitProps {
  /** Name of the policy and of its binding. */
  readonly name: string;
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
  /** Name of the root Kustomization, with which the names of all others begin. */
  readonly root: string;
}

/**
 * Holds the account of Flux to Kustomizations that are applied with this account, by names of this rollout: the root writes
 * Kustomizations, and one without an account would be applied with that of the controller, which may do anything. RBAC
 * cannot say so. It is for an administrator to apply, like the account.
 */
export class FluxLimit extends Construct {
  constructor(scope: Construct, id: string, props: FluxLimitProps) {
    super(scope, id);
    const { name, root } = props;
    const account = props.serviceAccount;
    const metadata = { name };
    const isOurs = (object: string) =>
      `(${object}.metadata.name == '${root}' || ${object}.metadata.name.startsWith('${root}-'))`;
    new KubeValidatingAdmissionPolicy(this, 'policy', {
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['kustomize.toolkit.fluxcd.io'],
              apiVersions: ['*'],
              operations: ['CREATE', 'UPDATE', 'DELETE'],
              resources: ['kustomizations'],
            },
          ],
        },
        matchConditions: [
          {
            name: 'account-of-flux',
            expression: `request.userInfo.username == 'system:serviceaccount:${account.namespace}:${account.name}'`,
          },
        ],
        validations: [
          {
            expression: `request.operation == 'DELETE' ? ${isOurs('oldObject')} : ${isOurs('object')}`,
            message: `this account may write only Kustomizations whose names begin with ${root}`,
            reason: 'Forbidden',
          },
          {
            expression: `request.operation == 'DELETE' || (has(object.spec.serviceAccountName) && object.spec.serviceAccountName == '${account.name}' && !has(object.spec.kubeConfig))`,
            message: `this account may write only Kustomizations that are applied with serviceAccountName ${account.name}, to this cluster`,
            reason: 'Forbidden',
          },
        ],
      },
    });
    new KubeValidatingAdmissionPolicyBinding(this, 'binding', {
      metadata,
      spec: { policyName: name, validationActions: ['Deny'] },
    });
  }
}
