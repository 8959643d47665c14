import { dnsLabel, dnsSubdomain, qualifiedName } from '../metadata/names.ts';
import { checkAffinity } from './affinity.ts';
import { checkContainers } from './containers.ts';
import { distinct, type Part } from './part.ts';
import { checkPodDns } from './pod-dns.ts';
import { checkPodResources } from './pod-resources.ts';
import { checkOverhead } from './resources.ts';
import { checkSchedulingGates, checkTolerations, checkTopologySpread } from './scheduling.ts';
import { checkPodSecurity } from './security-context.ts';
import { checkLabelMap, labelsOf } from './selectors.ts';
import type { DeclaredVolumes } from './volume-mounts.ts';
import { checkVolumes } from './volumes.ts';
import { checkOperatingSystem } from './windows.ts';

const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const MAX_INT32 = 2 ** 31 - 1;

/** What a pod spec is part of. */
export interface PodSpecContext {
  /** The metadata of the pod, when it is one and not a template. */
  readonly pod?: Part;
  /** Volumes that come from elsewhere, and hide those of the pod by their names. */
  readonly volumes?: DeclaredVolumes;
}

/** The spec of a pod or of a template (k8s.io/kubernetes pkg/apis/core/validation, ValidatePodSpec). */
export function checkPodSpec(spec: Part, { pod, volumes }: PodSpecContext = {}): void {
  const isPod = pod !== undefined;
  const podLabels = pod && labelsOf(pod.at('labels'));
  const claims = checkResourceClaims(spec.at('resourceClaims'));
  const declared = checkVolumes(spec.at('volumes'), pod, volumes);
  checkContainers({ spec, claims, isPod, volumes: declared });
  checkPodResources(spec, isPod);
  spec.at('restartPolicy').oneOfOrDefault(RESTART_POLICIES);
  checkPodDns(spec);
  checkLabelMap(spec.at('nodeSelector'));
  checkPodSecurity(spec);
  checkAffinity(spec.at('affinity'), podLabels);
  for (const gate of spec.at('readinessGates').items) gate.at('conditionType').expect(qualifiedName);
  checkSchedulingGates(spec.at('schedulingGates'));
  checkTopologySpread(spec.at('topologySpreadConstraints'), podLabels);
  checkTolerations(spec.at('tolerations'));
  checkOperatingSystem(spec, containersOf(spec));
  checkNames(spec);
  if (spec.at('activeDeadlineSeconds').exists) spec.at('activeDeadlineSeconds').between(1, MAX_INT32);
  const preemption = spec.at('preemptionPolicy');
  if (preemption.exists && preemption.requireText()) preemption.oneOf(['Never', 'PreemptLowerPriority']);
  checkOverhead(spec.at('overhead'));
}

/** All containers of a pod. */
export function containersOf(spec: Part): Part[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) => spec.at(field).items);
}

function checkNames(spec: Part): void {
  for (const field of ['nodeName', 'priorityClassName', 'serviceAccountName'])
    spec.at(field).expectIfSet(dnsSubdomain);
  // The old name of the field counts when the new one is empty.
  if (spec.at('serviceAccountName').text === '') spec.at('serviceAccount').expectIfSet(dnsSubdomain);
  for (const field of ['hostname', 'subdomain']) spec.at(field).expectIfSet(dnsLabel);
  if (spec.at('runtimeClassName').exists) spec.at('runtimeClassName').expect(dnsSubdomain);
}

/** @returns the names of the claims */
function checkResourceClaims(claims: Part): Set<string> {
  for (const claim of claims.items) {
    claim.at('name').expectRequired(dnsLabel);
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].map((field) => claim.at(field));
    const given = sources.filter(({ exists }) => exists);
    if (given.length !== 1)
      claim.invalid(
        `Expected one of resourceClaimName and resourceClaimTemplateName, found ${given.length}.`,
      );
    for (const source of given) source.expect(dnsSubdomain);
  }
  distinct(claims.items, (claim) => claim.at('name').text, 'name');
  return new Set(claims.items.map((claim) => claim.at('name').text));
}
