import type { Pass } from '../judgement.ts';
import { Part } from './part.ts';
import { checkPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { checkPod, checkPodTemplate } from './pod.ts';

/** The rules of kinds, by kind and group. They are the same for all versions that a kind has. */
const RULES: Readonly<Record<string, (object: Part) => void>> = {
  'PersistentVolumeClaim.': checkPersistentVolumeClaim,
  'Pod.': checkPod,
  'PodTemplate.': (object) => checkPodTemplate(object.at('template')),
};

/**
 * Kubernetes' own kinds: what their schemas cannot say, as the validation.go of each group in k8s.io/kubernetes does on
 * a create, after defaults. Runs on what decodes: the server says nothing else about the rest.
 */
export const checkKubernetes: Pass = ({ schema, object, findings, metadata, decodes }) => {
  if (metadata === undefined || !decodes) return;
  RULES[`${schema.info.kind}.${schema.info.group}`]?.(Part.root(object, findings));
};
