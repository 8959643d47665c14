import type { JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { objectAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { containersOf, type PodPlace, podsOf, runtimeClassOf } from '../support/pods.ts';

/** The class for pods with a GPU, by the class for those without (document section 3.10). */
const WITH_GPU: ReadonlyMap<string, string> = new Map([
  ['kata-cc', 'kata-cc-nvidia-gpu'],
  ['kata', 'kata-nvidia-gpu'],
]);

/** The runtime class of a pod fits the GPUs that it asks for. */
export const gpuRuntimeClass: PolicyRule = {
  id: 'policy/gpu-runtime-class',
  severity: 'error',
  title: 'The runtime class fits the GPUs',
  why: 'Only the classes for GPUs boot a VM with a driver, on a node whose GPU is in confidential mode; and they boot without a GPU to no purpose.',
  fix: 'Use kata-cc-nvidia-gpu with a limit nvidia.com/pgpu, or kata-cc without one.',
  docs: 'Document sections 3.10.6 and 3.10.7',
  appliesTo: () => true,
  check: (object) => podsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  const name = runtimeClassOf(pod);
  const path = `${pod.path}/runtimeClassName`;
  const limits = containersOf(object, pod).flatMap(({ path: container }) =>
    Object.keys(objectAt(object, `${container}/resources/limits`))
      .filter((resource) => resource.startsWith('nvidia.com/'))
      .map((resource) => ({ resource, path: memberPointer(`${container}/resources/limits`, resource) })),
  );
  const other = WITH_GPU.get(name);
  if (other !== undefined && limits.length > 0) {
    return [
      {
        path,
        message: `The pod has a limit ${limits[0]?.resource}; expected the class ${other}, found ${name}.`,
      },
    ];
  }
  if (![...WITH_GPU.values()].includes(name)) return [];
  if (limits.length === 0)
    return [{ path, message: `The class is ${name}, and no container has a limit nvidia.com/pgpu.` }];
  return limits
    .filter(({ resource }) => resource === 'nvidia.com/gpu')
    .map((limit) => ({
      path: limit.path,
      message: 'nvidia.com/gpu is for containers; a VM gets its GPU as nvidia.com/pgpu.',
    }));
}
