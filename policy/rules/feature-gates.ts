import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { namespaceOf } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isFeatureGates } from '../support/feature-gates.ts';
import { isKind } from '../support/target.ts';

const NAMESPACE = 'openshift-sandboxed-containers-operator';
const MODES = ['MachineConfig', 'DaemonSet', 'DaemonSetFallback'];

/** The feature gates of the sandboxed containers operator are those that it knows. */
export const featureGates: PolicyRule = {
  id: 'policy/feature-gates',
  severity: 'error',
  title: 'Feature gates that the operator knows',
  why: 'The operator logs a value that it does not know, takes its default, and says nothing in any status.',
  fix: 'Set deploymentMode to MachineConfig, DaemonSet or DaemonSetFallback, and confidential to "true" or "false".',
  docs: 'Document section 3.3; openshift/sandboxed-containers-operator controllers/fg_handler.go',
  appliesTo: isKind('', 'ConfigMap'),
  check: (object) => {
    if (!isFeatureGates(object)) return [];
    const namespace = namespaceOf(object);
    const mode = valueAt(object, '/data/deploymentMode');
    const confidential = valueAt(object, '/data/confidential');
    const found: PolicyFinding[] = [];
    if (namespace !== NAMESPACE && namespace !== '') {
      found.push({
        path: '/metadata/namespace',
        message: `The operator reads it in ${NAMESPACE}, not in ${describe(namespace)}.`,
      });
    }
    if (mode === undefined) {
      const message = 'There is no deploymentMode, whose default is another one in newer operators.';
      found.push({ path: '/data', message, severity: 'warning' });
    } else if (typeof mode !== 'string' || !MODES.includes(mode)) {
      found.push({
        path: '/data/deploymentMode',
        message: `Expected ${MODES.join(', ')}; found ${describe(mode)}.`,
      });
    }
    if (confidential !== undefined && confidential !== 'true' && confidential !== 'false') {
      const message = `Expected "true" or "false", in quotes; found ${describe(confidential)}.`;
      found.push({ path: '/data/confidential', message });
    }
    return found;
  },
};
