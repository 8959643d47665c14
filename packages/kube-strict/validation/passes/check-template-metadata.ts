import { isJsonObject } from '../../ground/json.ts';
import { valueAt } from '../../ground/json-pointer.ts';
import type { Pass } from '../judgement.ts';
import { checkAnnotations, checkLabels } from '../metadata/check-object-meta.ts';
import type { ObjectMeta } from '../metadata/object-meta.ts';

/** Where a pod template lies, by kind and group. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'CronJob.batch': '/spec/jobTemplate/spec/template',
  'DaemonSet.apps': '/spec/template',
  'Deployment.apps': '/spec/template',
  'DeploymentConfig.apps.openshift.io': '/spec/template',
  'Job.batch': '/spec/template',
  'PodTemplate.': '/template',
  'ReplicaSet.apps': '/spec/template',
  'ReplicationController.': '/spec/template',
  'StatefulSet.apps': '/spec/template',
};

/**
 * Kubernetes' own kinds: of the metadata of a pod template only labels and annotations are judged (k8s.io/kubernetes
 * pkg/apis/core/validation/validation.go, ValidatePodTemplateSpec). Runs after values, and on what decodes.
 */
export const checkTemplateMetadata: Pass = ({ schema, object, findings }) => {
  const template = TEMPLATES[`${schema.info.kind}.${schema.info.group}`];
  if (template === undefined) return;
  const path = `${template}/metadata`;
  const metadata = valueAt(object, path);
  if (!isJsonObject(metadata)) return;
  const { labels, annotations } = metadata as ObjectMeta;
  if (isTexts(labels)) checkLabels(labels, `${path}/labels`, findings);
  if (isTexts(annotations)) checkAnnotations(annotations, `${path}/annotations`, findings);
};

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((member) => typeof member === 'string');
}
