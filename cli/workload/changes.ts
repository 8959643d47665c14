import { runtimeClassFor } from '../../constructs/workload/runtime-class.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import type { WantedText } from '../../manifests/edit/set-text.ts';
import { emptyObject, isJsonObject, type JsonObject } from '../../validation/json.ts';

/** What makes pods confidential. */
export interface Confidential {
  /** Value of the initdata annotation. */
  readonly initdata: string;
  /** Whether the pods have GPUs that they do not ask for themselves. */
  readonly gpu: boolean;
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
  { initdata, gpu }: Confidential,
): WantedText[] | undefined {
  const spec = template.reduce(memberOf, object);
  const pod = memberOf(spec, 'spec');
  if (!isJsonObject(pod) || !Array.isArray(pod['containers'])) return undefined;
  return [
    { path: [...template, 'metadata', 'annotations', INITDATA_ANNOTATION], value: initdata },
    {
      path: [...template, 'spec', 'runtimeClassName'],
      value: runtimeClassFor({ gpu: gpu || wantsGpu(pod) }),
    },
  ];
}

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

/** A value with a text at a path; mappings that are missing are added. It shares what has not changed. */
export function withText(value: unknown, [step, ...rest]: readonly string[], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === step ? withText(item, rest, text) : item));
  }
  const changed = Object.assign(emptyObject(), isJsonObject(value) ? value : {});
  return Object.assign(changed, { [step]: withText(changed[step], rest, text) });
}
