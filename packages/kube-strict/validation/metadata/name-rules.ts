import type { KindInfo } from '../schema/source-kind.ts';
import { dns1035Label, dnsLabel, dnsSubdomain, pathSegment } from './names.ts';

/** What is expected of a name instead; undefined when it is fine. */
export type NameCheck = (name: string) => string | undefined;

/**
 * How the server checks the names of a kind: as the field metadata.name, and as the beginning of a generated name.
 * Kubernetes' own kinds: ValidateObjectMeta calls in k8s.io/kubernetes pkg/apis/<group>/validation/validation.go.
 */
export function nameCheck({ family, group, kind }: Pick<KindInfo, 'family' | 'group' | 'kind'>): NameCheck {
  if (family === 'custom') return dnsSubdomain;
  const check = CHECKS[`${kind}.${group}`] ?? dnsSubdomain;
  return (name) => pathSegment(name) ?? check(name);
}

const CHECKS: Readonly<Record<string, NameCheck>> = {
  'APIService.apiregistration.k8s.io': pathSegment,
  // A driver, whose name may have capitals.
  'CSIDriver.storage.k8s.io': (name) =>
    name.length > 63 ? 'at most 63 characters' : dnsSubdomain(name.toLowerCase()),
  'CertificateSigningRequest.certificates.k8s.io': pathSegment,
  'ClusterRole.rbac.authorization.k8s.io': pathSegment,
  'ClusterRoleBinding.rbac.authorization.k8s.io': pathSegment,
  'ClusterTrustBundle.certificates.k8s.io': pathSegment,
  'Event.': pathSegment,
  'Event.events.k8s.io': pathSegment,
  'IPAddress.networking.k8s.io': pathSegment,
  'Namespace.': dnsLabel,
  'PodDisruptionBudget.policy': pathSegment,
  'Role.rbac.authorization.k8s.io': pathSegment,
  'RoleBinding.rbac.authorization.k8s.io': pathSegment,
  'Service.': dns1035Label,
  'StatefulSet.apps': dnsLabel,
};

/** The server appends five random characters to what fits (apiserver pkg/storage/names/generate.go). */
export function generatedName(generateName: string): string {
  return `${generateName.slice(0, 58)}00000`;
}

/**
 * A generateName as name checks see it: a trailing dash is fine, since more follows (apimachinery
 * pkg/api/validation/generic.go, maskTrailingDash).
 */
export function maskTrailingDash(generateName: string): string {
  return generateName.length > 1 && generateName.endsWith('-')
    ? `${generateName.slice(0, -2)}a`
    : generateName;
}
