import type { Part } from './part.ts';
import { checkAnnotationsMatch, checkPodAnnotations } from './pod-annotations.ts';
import { checkPodSpec, containersOf } from './pod-spec.ts';
import type { DeclaredVolumes } from './volume-mounts.ts';

/** A pod that is created by itself (k8s.io/kubernetes pkg/apis/core/validation, ValidatePodCreate). */
export function checkPod(pod: Part): void {
  const [metadata, spec] = [pod.at('metadata'), pod.at('spec')];
  checkParts(metadata, spec, () => checkPodSpec(spec, { pod: metadata }));
  if (spec.at('nodeName').text !== '' && spec.at('schedulingGates').size > 0)
    spec.at('nodeName').forbid('until all schedulingGates are gone');
  checkClasses(spec);
}

/** Priorities by class: of none, unless a cluster has a default, and of those that Kubernetes makes everywhere. */
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/**
 * What classes say of pods, pods may not say otherwise; of some classes it is known what that is
 * (k8s.io/kubernetes plugin/pkg/admission/priority and runtimeclass).
 */
function checkClasses(spec: Part): void {
  const [priority, preemption] = [spec.at('priority'), spec.at('preemptionPolicy')];
  const known = PRIORITIES.get(spec.at('priorityClassName').text);
  if (known !== undefined) {
    if ((priority.number ?? known) !== known)
      priority.forbid(`to anything but ${known}, which comes from the priorityClassName or from having none`);
    if (preemption.text === 'Never') preemption.forbid('to Never without a priorityClassName that says so');
  }
  if (!spec.at('runtimeClassName').exists && spec.at('overhead').size > 0)
    spec.at('overhead').forbid('without the runtimeClassName that it comes from');
}

/**
 * A pod template (ValidatePodTemplateSpec). Labels and annotations have been judged with the metadata.
 *
 * @param volumes those that its pods get from elsewhere
 */
export function checkPodTemplate(template: Part, volumes?: DeclaredVolumes): void {
  const [metadata, spec] = [template.at('metadata'), template.at('spec')];
  checkParts(metadata, spec, () => checkPodSpec(spec, volumes && { volumes }));
}

function checkParts(metadata: Part, spec: Part, checkSpec: () => void): void {
  const containers = containersOf(spec);
  checkPodAnnotations(metadata, spec, containers);
  checkSpec();
  checkAnnotationsMatch(metadata, spec, containers);
  const ephemeral = spec.at('ephemeralContainers');
  if (ephemeral.size > 0) ephemeral.forbid('before the pod runs: kubectl debug adds ephemeral containers');
}
