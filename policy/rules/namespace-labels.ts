import { nameOf, objectAt } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** What the operator puts on its namespace when it starts (openshift/sandboxed-containers-operator, cmd/manager/main.go). */
const LABELS: Readonly<Record<string, string>> = {
  'openshift.io/cluster-monitoring': 'true',
  'pod-security.kubernetes.io/audit': 'privileged',
  'pod-security.kubernetes.io/enforce': 'privileged',
  'pod-security.kubernetes.io/warn': 'privileged',
};

/** The namespace of the sandboxed containers operator has the labels that the operator sets. */
export const namespaceLabels: PolicyRule = {
  id: 'policy/namespace-labels',
  severity: 'warning',
  title: 'The operator namespace has the labels that its operator sets',
  why: 'The operator adds them by itself, and a GitOps engine that heals takes them away again.',
  fix: 'Write the labels into the manifest.',
  docs: 'openshift/sandboxed-containers-operator cmd/manager/main.go',
  appliesTo: isKind('', 'Namespace'),
  check: (object) => {
    if (nameOf(object) !== 'openshift-sandboxed-containers-operator') return [];
    const labels = objectAt(object, '/metadata/labels');
    const missing = Object.entries(LABELS).filter(([key, value]) => labels[key] !== value);
    if (missing.length === 0) return [];
    const list = missing.map(([key, value]) => `${key}=${value}`).join(', ');
    return [
      { path: '/metadata/labels', message: `The operator sets ${list}, which is not in the manifest.` },
    ];
  },
};
