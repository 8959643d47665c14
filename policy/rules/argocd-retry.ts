import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { applicationSpec, isApplication } from '../support/argocd.ts';
import { rebootsNodes } from '../support/run.ts';

/** So many retries, five minutes apart, outlast the reboot of a bare-metal node. */
const ENOUGH = 20;

/** Argo CD tries again for longer than a node takes to reboot. */
export const argocdRetry: PolicyRule = {
  id: 'policy/argocd-retry',
  severity: 'warning',
  title: 'Argo CD tries again for longer than a reboot',
  why: 'By default it gives up after five tries, in less than three minutes, and never tries that revision again; a bare-metal node, with the API on it, is away for longer.',
  fix: 'Set syncPolicy.retry.limit to -1, with refresh: true (Argo CD 3.2), or to 20 or more with a maxDuration of 5m.',
  docs: 'argoproj/argo-cd controller/appcontroller.go, docs/user-guide/auto_sync.md',
  appliesTo: isApplication,
  check: (object, context) => {
    if (!rebootsNodes(context)) return [];
    const spec = applicationSpec(object);
    const path = `${spec}/syncPolicy/retry/limit`;
    const limit = valueAt(object, path);
    if (typeof limit !== 'number') {
      return [
        { path: spec, message: 'There is no syncPolicy.retry.limit, and nodes reboot during the sync.' },
      ];
    }
    if (limit < 0 || limit >= ENOUGH) return [];
    return [{ path, message: `${limit} retries end before a node has rebooted.` }];
  },
};
