import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { textAt } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** Argo CD takes the hooks of Helm for its own. */
const HOOKS = ['argocd.argoproj.io~1hook', 'helm.sh~1hook'];
const TTL = '/spec/ttlSecondsAfterFinished';

/** A Job that a sync waits for is not deleted by the cluster. */
export const hookTtl: PolicyRule = {
  id: 'policy/hook-ttl',
  severity: 'warning',
  title: 'No time to live for Jobs that are hooks',
  why: 'The Job can be gone before Argo CD has seen it end; before Argo CD 3.0 the sync then waits for it for ever.',
  fix: 'Remove ttlSecondsAfterFinished; argocd.argoproj.io/hook-delete-policy says when Argo CD deletes the Job.',
  docs: 'argoproj/argo-cd issue 21055; argoproj/argo-cd gitops-engine/pkg/sync/hook/hook.go',
  appliesTo: isKind('batch', 'Job'),
  check: (object) => {
    const ttl = valueAt(object, TTL);
    if (typeof ttl !== 'number' || !isHook(object)) return [];
    const message = `ttlSecondsAfterFinished deletes the hook ${ttl} seconds after its end, maybe before Argo CD has seen that.`;
    return [{ path: TTL, message }];
  },
};

function isHook(object: JsonObject): boolean {
  return HOOKS.some((name) => {
    const hooks = (textAt(object, `/metadata/annotations/${name}`) ?? '')
      .split(',')
      .map((hook) => hook.trim());
    return hooks.some((hook) => hook !== '' && hook !== 'Skip');
  });
}
