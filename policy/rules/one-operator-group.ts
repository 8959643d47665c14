import { nameOf, namespaceOf } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

const OPERATOR_GROUP = ['operators.coreos.com', 'OperatorGroup'] as const;

/** A namespace has one OperatorGroup. */
export const oneOperatorGroup: PolicyRule = {
  id: 'policy/one-operator-group',
  severity: 'error',
  title: 'One OperatorGroup for a namespace',
  why: 'With two, the lifecycle manager installs no operator in the namespace (TooManyOperatorGroups), and those that are there fail.',
  fix: 'Keep one, with the target namespaces of the operators in it.',
  docs: 'operator-framework/operator-lifecycle-manager doc/design/operatorgroups.md',
  appliesTo: isKind(...OPERATOR_GROUP),
  check: (object, context) => {
    const namespace = namespaceOf(object);
    const others = new Set(
      context
        .ofKind(...OPERATOR_GROUP)
        .filter((other) => namespaceOf(other) === namespace)
        .map(nameOf),
    );
    others.delete(nameOf(object));
    if (others.size === 0) return [];
    const names = [...others].map((name) => JSON.stringify(name)).join(', ');
    return [
      { path: '/metadata/name', message: `There is another OperatorGroup in the namespace: ${names}.` },
    ];
  },
};
