import { itemsAt, objectsAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** Rules of Node Feature Discovery match by what it knows. */
export const nodeFeatureRuleMatch: PolicyRule = {
  id: 'policy/node-feature-rule-match',
  severity: 'error',
  title: 'Node feature rules that match some nodes',
  why: 'There is no matchAll: it is dropped without a word, the rule matches every node, and two kinds of TEE on one node stop the operator.',
  fix: 'Use matchFeatures, all of which have to match, or matchAny.',
  docs: 'Document section 3.1; validatedpatterns/coco-pattern docs/nfd-matchall-bug.md',
  appliesTo: isKind('nfd.openshift.io', 'NodeFeatureRule'),
  check: (object) =>
    objectsAt(object, '/spec/rules').flatMap(({ path, value }): PolicyFinding[] => {
      if (Object.hasOwn(value, 'matchAll')) {
        return [
          {
            path: `${path}/matchAll`,
            message: 'There is no matchAll; without it the rule matches every node.',
          },
        ];
      }
      const matchers = ['matchFeatures', 'matchAny'].flatMap((list) => itemsAt(object, `${path}/${list}`));
      if (matchers.length > 0) return [];
      return [{ path, message: 'The rule has no condition, and matches every node.', severity: 'warning' }];
    }),
};
