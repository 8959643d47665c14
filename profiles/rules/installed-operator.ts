import { DCAP_NAMESPACE } from '../../constructs/intel-dcap/names.ts';
import { PACKAGES } from '../../constructs/operators/packages.ts';
import { GATES_NAMESPACE } from '../../constructs/sync-hook/names.ts';
import { VERIFICATION_NAMESPACE } from '../../constructs/verification/names.ts';
import type { Rule } from './rule.ts';
import { usedOperators } from './used-operators.ts';

/** What a Subscription of ours would say. */
const OF_SUBSCRIPTION = ['channel', 'source', 'sourceNamespace', 'approval'] as const;

const OURS: ReadonlySet<string> = new Set([DCAP_NAMESPACE, GATES_NAMESPACE, VERIFICATION_NAMESPACE]);

/** Judges what is said of an operator that somebody else has installed. */
export const installedOperator: Rule = (profile, written) =>
  usedOperators(profile).flatMap((name) => {
    const { installed, namespace } = profile.operators[name];
    const at = (key: string) => ['operators', name, key];
    if (!installed) {
      if (namespace === undefined) return [];
      return [
        {
          path: at('namespace'),
          message:
            'has no effect without "installed: true": this rollout installs it into the documented one',
          fix: 'remove it, or write "installed: true"',
        },
      ];
    }
    const unused = OF_SUBSCRIPTION.filter((key) => written.operators?.[name]?.[key] !== undefined);
    return [
      ...unused.map((key) => ({
        path: at(key),
        message: 'has no effect with "installed: true": whoever installed the operator decides',
        fix: 'remove it, or "installed: true"',
      })),
      ...(namespace === undefined ? [] : namespaceProblems(name, namespace, at('namespace'))),
    ];
  });

function namespaceProblems(name: keyof typeof PACKAGES, namespace: string, path: readonly string[]) {
  const documented: string = PACKAGES[name].namespace;
  // cmd/manager/main.go of sandboxed-containers-operator: a constant, from which it reads its settings.
  if (name === 'sandboxedContainers' && namespace !== documented) {
    const message = `expected ${documented}, found "${namespace}": this operator reads its settings there, wherever it runs`;
    return [{ path, message, fix: `remove it, and have the operator installed into ${documented}` }];
  }
  if (!OURS.has(namespace)) return [];
  const message = `${namespace} is made by this rollout for itself; no operator can be in it before`;
  return [{ path, message, fix: 'write the namespace of its ClusterServiceVersion: oc get csv -A' }];
}
