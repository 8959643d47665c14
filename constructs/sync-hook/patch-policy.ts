import {
  KubeValidatingAdmissionPolicy,
  KubeValidatingAdmissionPolicyBinding,
} from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import type { PatchLimit } from '../../rollout/gates/patch-limits.ts';
import { GATES_NAMESPACE } from './names.ts';

/**
 * Narrows a patch that RBAC can only allow as a whole: the API server refuses what an account of the gates may not
 * change (Kubernetes, validating admission policies, in OpenShift since 4.17). It concerns no other account.
 */
export class PatchPolicy extends Construct {
  constructor(scope: Construct, id: string, props: PatchLimit) {
    super(scope, id);
    const { name, account, apiGroup, resource, variables, validations } = props;
    const metadata = { name };
    new KubeValidatingAdmissionPolicy(this, 'policy', {
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [apiGroup],
              // Whatever version a request names.
              apiVersions: ['*'],
              operations: ['UPDATE'],
              resources: [resource],
            },
          ],
        },
        matchConditions: [
          {
            name: 'account-of-the-gates',
            expression: `request.userInfo.username == 'system:serviceaccount:${GATES_NAMESPACE}:${account}'`,
          },
        ],
        variables: variables.length === 0 ? undefined : [...variables],
        validations: validations.map(({ expression, message }) => ({
          expression,
          message,
          reason: 'Forbidden',
        })),
      },
    });
    new KubeValidatingAdmissionPolicyBinding(this, 'binding', {
      metadata,
      spec: { policyName: name, validationActions: ['Deny'] },
    });
  }
}
