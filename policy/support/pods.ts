import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { objectAt, objectsAt, type Place, textAt } from 'kube-strict/ground/values.ts';

/** A pod, or the template of pods, in an object. */
export interface PodPlace {
  /** Pointer of the metadata of the pod. */
  readonly metadata: string;
  /** Pointer of the spec of the pod. */
  readonly path: string;
  readonly spec: JsonObject;
}

/** Where templates are: Deployment and its like, Job, CronJob, PodTemplate. */
const TEMPLATES = ['/spec/template', '/spec/jobTemplate/spec/template', '/template'];

/**
 * The pods that an object makes. Templates are known by their containers, not by kind: custom resources have them too.
 */
export function podsOf(object: JsonObject): readonly PodPlace[] {
  const pods = known.get(object) ?? findPods(object);
  known.set(object, pods);
  return pods;
}

/** Many rules ask for those of the same object. */
const known = new WeakMap<JsonObject, readonly PodPlace[]>();

function findPods(object: JsonObject): PodPlace[] {
  const roots = object['kind'] === 'Pod' && object['apiVersion'] === 'v1' ? [''] : TEMPLATES;
  return roots.flatMap((root) => {
    const path = `${root}/spec`;
    if (!Array.isArray(valueAt(object, `${path}/containers`))) return [];
    return [{ metadata: `${root}/metadata`, path, spec: objectAt(object, path) }];
  });
}

/** Containers of every sort. */
export function containersOf(object: JsonObject, pod: PodPlace): Place<JsonObject>[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objectsAt(object, `${pod.path}/${list}`),
  );
}

/** Runtime classes whose pods are confidential (document chapter 3). */
const CONFIDENTIAL = ['kata-cc', 'kata-cc-nvidia-gpu'];

/** The runtime class of a pod; empty for the default of the cluster. */
export function runtimeClassOf(pod: PodPlace): string {
  return textAt(pod.spec, '/runtimeClassName') ?? '';
}

export function isConfidential(pod: PodPlace): boolean {
  return CONFIDENTIAL.includes(runtimeClassOf(pod));
}

/** Whether a pod runs in a virtual machine: `kata`, or any class named after it. */
export function isKata(pod: PodPlace): boolean {
  const name = runtimeClassOf(pod);
  return name === 'kata' || name.startsWith('kata-');
}

/** The confidential pods that an object makes. */
export function confidentialPodsOf(object: JsonObject): PodPlace[] {
  return podsOf(object).filter(isConfidential);
}
