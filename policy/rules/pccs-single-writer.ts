import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { objectsAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isPccs } from '../support/pccs.ts';
import { podsOf } from '../support/pods.ts';
import { isKind } from '../support/target.ts';

/** One PCCS at a time writes its database. */
export const pccsSingleWriter: PolicyRule = {
  id: 'policy/pccs-single-writer',
  severity: 'warning',
  title: 'One PCCS at a time',
  why: 'Its database is one SQLite file: in a rolling update the new pod opens it while the old one writes, and with a volume claim may never get it.',
  fix: 'Set strategy.type to Recreate, and replicas to 1.',
  docs: 'Document section 3.2',
  appliesTo: isKind('apps', 'Deployment'),
  check: (object) => {
    const [pod] = podsOf(object);
    if (pod === undefined || !isPccs(object, pod)) return [];
    const keepsData = objectsAt(object, `${pod.path}/volumes`).some(
      ({ value }) => value['hostPath'] !== undefined || value['persistentVolumeClaim'] !== undefined,
    );
    if (!keepsData) return [];
    const found: PolicyFinding[] = [];
    const replicas = valueAt(object, '/spec/replicas') ?? 1;
    const strategy = valueAt(object, '/spec/strategy/type') ?? 'RollingUpdate';
    if (typeof replicas === 'number' && replicas > 1) {
      found.push({ path: '/spec/replicas', message: `Expected 1 replica, found ${replicas}.` });
    }
    if (strategy !== 'Recreate') {
      const path = valueAt(object, '/spec/strategy') === undefined ? '/spec' : '/spec/strategy';
      found.push({ path, message: `Expected the strategy Recreate, found ${describe(strategy)}.` });
    }
    return found;
  },
};
