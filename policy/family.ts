import type { RuleFamily } from 'kube-strict/check/rule-family.ts';
import { judgePolicies, type PolicyOptions, policyContext } from './index.ts';
import { POLICY_TEXTS } from './texts.ts';

/** The policy rules, as `check` takes them beside those of the server. */
export function policyFamily(options: PolicyOptions): RuleFamily {
  const context = policyContext([], options);
  return {
    name: 'policy',
    rules: POLICY_TEXTS,
    // A waiver that is used in one cluster is of use.
    inAllClusters: new Set(['policy/waiver-unused']),
    onePerCluster: { group: 'kataconfiguration.openshift.io', kind: 'KataConfig' },
    distinctKinds: ['KataConfig', 'SgxDevicePlugin'],
    judge: (object, { ofKind }) => judgePolicies(object, { ...context, ofKind }),
  };
}
