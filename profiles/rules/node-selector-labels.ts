import { labelValue, qualifiedName } from 'kube-strict/validation/metadata/names.ts';
import { describeValue } from '../words.ts';
import type { Rule } from './rule.ts';

/**
 * Refuses a node selector that no node can match. The schema of KataConfig takes any text in it; what then fails is the
 * operator, which makes a label selector of it.
 */
export const nodeSelectorLabels: Rule = ({ nodes }) =>
  Object.entries(nodes.selector ?? {}).flatMap(([key, value]) => {
    const path = ['nodes', 'selector', key];
    const fix = 'write a label that the nodes have; "oc get nodes --show-labels" lists them';
    const keyRule = qualifiedName(key);
    const valueRule = labelValue(value);
    return [
      ...(keyRule === undefined ? [] : [{ path, message: `expected as a key ${keyRule}`, fix }]),
      ...(valueRule === undefined
        ? []
        : [
            {
              path,
              message: `expected as the value of a label ${valueRule}; found ${describeValue(value)}`,
              fix,
            },
          ]),
    ];
  });
