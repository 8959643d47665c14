import { isJsonObject } from 'kube-strict/ground/json.ts';

/** Where each kind has its pod template (document section 3.9, and Jobs); a Pod is itself one. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1 Pod', []],
  ['v1 ReplicationController', ['spec', 'template']],
  ['apps/v1 ReplicaSet', ['spec', 'template']],
  ['apps/v1 StatefulSet', ['spec', 'template']],
  ['apps/v1 Deployment', ['spec', 'template']],
  ['apps.openshift.io/v1 DeploymentConfig', ['spec', 'template']],
  ['batch/v1 Job', ['spec', 'template']],
  ['batch/v1 CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The path of the pod template of an object; undefined for a kind that is not made confidential. */
export function templatePathOf(object: unknown): readonly string[] | undefined {
  if (!isJsonObject(object)) return undefined;
  const { apiVersion, kind } = object;
  return TEMPLATES.get(`${String(apiVersion)} ${String(kind)}`);
}
