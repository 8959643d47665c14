import { emptyObject, isJsonObject, type JsonObject } from 'kube-strict/ground/json.ts';
import type { WantedText } from 'kube-strict/manifests/edit/set-text.ts';
import { runtimeClassFor } from '../../constructs/workload/runtime-class.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { Replacing } from './replaced.ts';

/** What makes pods confidential. */
export interface Confidential {
  /** Value of the initdata annotation. */
  readonly initdata: string;
  /** Whether the pods have GPUs that they do not ask for themselves. */
  readonly gpu: boolean;
  /** What may be put in the place of something else. */
  readonly replacing: Replacing;
}

/**
 * What has to stand in an object, so that its pods are confidential.
 *
 * @param template path of the pod template in the object
 * @returns undefined when there is no pod
 */
export function changesFor(
  object: unknown,
  template: readonly string[],
  { initdata, gpu }: Pick<Confidential, 'initdata' | 'gpu'>,
): WantedText[] | undefined {
  const spec = template.reduce(memberOf, object);
  const pod = memberOf(spec, 'spec');
  if (!isJsonObject(pod) || !Array.isArray(pod['containers'])) return undefined;
  return [
    { path: [...template, 'metadata', 'annotations', INITDATA_ANNOTATION], value: initdata },
    {
      path: [...template, 'spec', 'runtimeClassName'],
      value: runtimeClassFor({ gpu: gpu || wantsGpu(pod) || pod['runtimeClassName'] === FOR_GPUS }),
    },
  ];
}

/** Whoever has set it, perhaps with --gpu, has a reason. */
const FOR_GPUS = runtimeClassFor({ gpu: true });

/** `nvidia.com/gpu` as well, which a policy refuses with a reason. */
function wantsGpu(pod: JsonObject): boolean {
  return ['initContainers', 'containers'].some((list) => {
    const containers: unknown = pod[list];
    return (
      Array.isArray(containers) &&
      containers.some((container) =>
        ['limits', 'requests'].some((part) => {
          const resources = memberOf(memberOf(container, 'resources'), part);
          return (
            isJsonObject(resources) && Object.keys(resources).some((key) => key.startsWith('nvidia.com/'))
          );
        }),
      )
    );
  });
}

function memberOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * A value with a text at a path; mappings that are missing are added. It shares what has not changed.
 *
 * @param own copies that may be changed in place: those of earlier changes, so that many of them take no longer than one
 */
export function withText(
  value: unknown,
  [step, ...rest]: readonly string[],
  text: string,
  own: WeakSet<object> = new WeakSet(),
): unknown {
  if (step === undefined) return text;
  const copy = copyOf(value, own);
  copy[step] = withText(copy[step], rest, text, own);
  return copy;
}

function copyOf(value: unknown, own: WeakSet<object>): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && own.has(value)) return value as Record<string, unknown>;
  const copy = Array.isArray(value)
    ? [...value]
    : Object.assign(emptyObject(), isJsonObject(value) ? value : {});
  own.add(copy);
  return copy as Record<string, unknown>;
}
