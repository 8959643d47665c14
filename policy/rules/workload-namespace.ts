import { namespaceOf } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKata, podsOf } from '../support/pods.ts';

/** Namespaces of the operators that this project installs. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['openshift-sandboxed-containers-operator', 'the sandboxed containers operator'],
  ['openshift-nfd', 'the Node Feature Discovery operator'],
  ['nvidia-gpu-operator', 'the GPU operator'],
  ['trustee-operator-system', 'the Trustee operator'],
]);

/** Workloads have namespaces of their own. */
export const workloadNamespace: PolicyRule = {
  id: 'policy/workload-namespace',
  severity: 'error',
  title: 'No workloads in namespaces of operators or the platform',
  why: 'Rights, security constraints and removal of such a namespace are those of the operator, not of the workload.',
  fix: 'Give the workload a namespace of its own.',
  docs: 'Document section 3.9',
  appliesTo: () => true,
  check: (object) => {
    const namespace = namespaceOf(object);
    const pods = podsOf(object);
    if (namespace === '' || pods.length === 0) return [];
    const owner = OPERATORS.get(namespace);
    const inVm = pods.some(isKata);
    // What is no Kata pod may belong to the platform, but hardly to one of these operators.
    if (owner === undefined && (!inVm || !isPlatform(namespace))) return [];
    const message = `${describe(namespace)} belongs to ${owner ?? 'the platform'}.`;
    return [{ path: '/metadata/namespace', message, ...(!inVm && { severity: 'warning' as const }) }];
  },
};

function isPlatform(namespace: string): boolean {
  return ['default', 'openshift', 'intel-dcap'].includes(namespace) || /^(?:openshift|kube)-/.test(namespace);
}
