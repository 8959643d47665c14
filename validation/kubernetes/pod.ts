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
