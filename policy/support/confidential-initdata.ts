import type { JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { textAt } from 'kube-strict/ground/values.ts';
import type { RequestVerdict } from '../../initdata/agent-policy.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { InitdataReading, PolicyContext } from '../policy-context.ts';
import { confidentialPodsOf, type PodPlace } from './pods.ts';

/** Initdata of a confidential pod. */
export interface InitdataPlace {
  readonly pod: PodPlace;
  /** Pointer of the annotation. */
  readonly path: string;
  readonly value: string;
  readonly reading: InitdataReading;
}

/** Pointer of the initdata annotation of a pod. */
export function initdataPath(pod: PodPlace): string {
  return memberPointer(`${pod.metadata}/annotations`, INITDATA_ANNOTATION);
}

/** What the initdata of a pod holds; undefined when it has none. */
export function initdataOf(
  object: JsonObject,
  pod: PodPlace,
  context: PolicyContext,
): InitdataPlace | undefined {
  const path = initdataPath(pod);
  const value = textAt(object, path);
  return value === undefined ? undefined : { pod, path, value, reading: context.initdata(value) };
}

/** The initdata of every confidential pod that an object makes, where it has some. */
export function initdataPlaces(object: JsonObject, context: PolicyContext): InitdataPlace[] {
  return confidentialPodsOf(object).flatMap((pod) => initdataOf(object, pod, context) ?? []);
}

/** What the agent policy of a pod says of a request; conditional when it cannot be read. */
export function verdictOn(
  request: string,
  object: JsonObject,
  pod: PodPlace,
  context: PolicyContext,
): RequestVerdict {
  const reading = initdataOf(object, pod, context)?.reading;
  if (reading === undefined || 'fault' in reading) return 'conditional';
  return reading.policy?.verdict(request) ?? 'conditional';
}
