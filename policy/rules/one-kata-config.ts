import { nameOf } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { KATA_CONFIG } from '../support/run.ts';
import { isKind } from '../support/target.ts';

/** A cluster has one KataConfig. */
export const oneKataConfig: PolicyRule = {
  id: 'policy/one-kata-config',
  severity: 'error',
  title: 'One KataConfig for a cluster',
  why: 'The operator refuses a second one, whatever its name, and the sync fails.',
  fix: 'Keep one. For more nodes, widen its kataConfigPoolSelector.',
  docs: 'Document section 3.5; openshift/sandboxed-containers-operator api/v1/kataconfig_webhook.go',
  appliesTo: isKind(...KATA_CONFIG),
  check: (object, context) => {
    const others = new Set<string>();
    for (const other of context.ofKind(...KATA_CONFIG)) {
      if (nameOf(other) !== nameOf(object)) others.add(nameOf(other));
      if (others.size > MOST_NAMED) break;
    }
    if (others.size === 0) return [];
    const named = [...others].slice(0, MOST_NAMED).map((name) => JSON.stringify(name));
    const names = [...named, ...(others.size > MOST_NAMED ? ['and others'] : [])].join(', ');
    return [{ path: '/metadata/name', message: `There is another KataConfig beside it: ${names}.` }];
  },
};

/** Each of many would name all others. */
const MOST_NAMED = 10;
