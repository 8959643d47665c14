import { isAtLeast } from '../../constructs/gitops/argocd-version.ts';
import type { Rule } from './rule.ts';

/** Confirmation before something is pruned or deleted (`Prune=confirm`) begins with this one. */
const OLDEST = '2.14';

/** Refuses an Argo CD that would delete, without a question, what reboots nodes or holds data. */
export const argocdVersion: Rule = ({ gitops }) => {
  if (!gitops.engines.includes('argocd') || isAtLeast(gitops.argocd.version, OLDEST)) return [];
  return [
    {
      path: ['gitops', 'argocd', 'version'],
      message: `expected at least ${OLDEST}, which is the first to ask before it deletes, found ${gitops.argocd.version}`,
      fix: `update Argo CD (OpenShift GitOps 1.16 has ${OLDEST}), or leave argocd out of gitops.engines`,
    },
  ];
};
