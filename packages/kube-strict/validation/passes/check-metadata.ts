import { describe } from '../describe.ts';
import type { Findings, Pass } from '../judgement.ts';
import { checkGeneration, checkNamespace, checkObjectMeta } from '../metadata/check-object-meta.ts';
import { generatedName, maskTrailingDash, nameCheck } from '../metadata/name-rules.ts';
import type { ObjectMeta } from '../metadata/object-meta.ts';
import type { KindInfo } from '../schema/source-kind.ts';

/** The rules on the metadata of an object that is created. */
export const checkMetadata: Pass = ({ schema, metadata, findings }) => {
  if (metadata === undefined) return;
  checkName(metadata, schema.info, findings);
  // Of what is in no namespace the server ignores the field.
  if (schema.info.namespaced) checkNamespace(metadata.namespace, '/metadata', findings);
  checkObjectMeta(metadata, '/metadata', findings);
  if (schema.info.family === 'kubernetes') checkKubernetesMetadata(metadata, schema.info, findings);
  warnOfResourceVersion(metadata, findings);
};

function checkName({ name = '', generateName = '' }: ObjectMeta, info: KindInfo, findings: Findings): void {
  const check = nameCheck(info);
  const prefixFault = generateName === '' ? undefined : check(maskTrailingDash(generateName));
  if (name !== '') {
    report('name', name, check(name), findings);
    report('generateName', generateName, prefixFault, findings);
  } else if (generateName !== '') {
    report('generateName', generateName, prefixFault ?? check(generatedName(generateName)), findings);
  } else {
    findings.add('api/metadata-name', '/metadata/name', 'A name, or generateName, is required.');
  }
}

function report(field: string, value: string, expected: string | undefined, findings: Findings): void {
  if (expected === undefined) return;
  findings.add('api/metadata-name', `/metadata/${field}`, `Expected ${expected}; found ${describe(value)}.`);
}

/** Finalizers without a prefix that Kubernetes knows (pkg/apis/core/validation/validation.go, validateKubeFinalizerName). */
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
/** Groups whose validation does not go through that of the core group. */
const PLAIN_GROUPS = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'coordination.k8s.io',
  'policy',
]);
/** Kinds whose generation a create sets to 1, whatever it was (PrepareForCreate in pkg/registry/<group>/<kind>/strategy.go). */
const SETS_GENERATION = new Set([
  'CronJob',
  'CustomResourceDefinition',
  'DaemonSet',
  'Deployment',
  'DeploymentConfig',
  'DeviceClass',
  'EndpointSlice',
  'FlowSchema',
  'Ingress',
  'IngressClass',
  'Job',
  'MutatingWebhookConfiguration',
  'NetworkPolicy',
  'Pod',
  'PodDisruptionBudget',
  'PodTemplate',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ReplicaSet',
  'ReplicationController',
  'ResourceSlice',
  'StatefulSet',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

function checkKubernetesMetadata(meta: ObjectMeta, { group, kind }: KindInfo, findings: Findings): void {
  for (const [index, finalizer] of PLAIN_GROUPS.has(group) ? [] : (meta.finalizers ?? []).entries()) {
    if (finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)) continue;
    const message = `Expected a finalizer with a prefix, as in example.com/${finalizer}; found ${describe(finalizer)}.`;
    findings.add('api/metadata-finalizers', `/metadata/finalizers/${index}`, message);
  }
  if (!SETS_GENERATION.has(kind)) checkGeneration(meta.generation, '/metadata', findings);
}

/** Not an error: only storing it fails, and what applies manifests deals with it. */
function warnOfResourceVersion({ resourceVersion = '' }: ObjectMeta, findings: Findings): void {
  if (!/^[1-9][0-9]*$/.test(resourceVersion)) return;
  const message = 'An object with a resourceVersion cannot be created.';
  const more = { severity: 'warning', fix: 'Remove it.' } as const;
  findings.add('api/metadata-resource-version', '/metadata/resourceVersion', message, more);
}
