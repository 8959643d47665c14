import { groupOf, HEALTH_KINDS } from './kinds.ts';
import { toLua } from './to-lua.ts';

/** An entry of `spec.resourceHealthChecks` of the ArgoCD resource of OpenShift GitOps. */
export interface ResourceHealthCheck {
  readonly group: string;
  readonly kind: string;
  /** A script in Lua. */
  readonly check: string;
}

/**
 * The health checks for OpenShift GitOps. Its operator writes them to ConfigMap argocd-cm and reverts what anyone else
 * writes there (argocd-operator, docs/reference/argocd.md).
 */
export function resourceHealthChecks(): ResourceHealthCheck[] {
  return HEALTH_KINDS.map((kind) => ({ group: groupOf(kind), kind: kind.kind, check: toLua(kind.health) }));
}

/** The same health checks as keys of ConfigMap argocd-cm, for an Argo CD that no operator manages. */
export function argoCdConfigMapKeys(): Record<string, string> {
  return Object.fromEntries(
    resourceHealthChecks().map(({ group, kind, check }) => [
      `resource.customizations.health.${group}_${kind}`,
      check,
    ]),
  );
}
