import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { objectsAt, textAt } from 'kube-strict/ground/values.ts';
import { readQuantity } from 'kube-strict/validation/kubernetes/quantity.ts';
import type { PodPlace } from './pods.ts';

/** The most memory that a pod may use on its node, its VM included. */
export interface PodMemory {
  /** In bytes, without the overhead of the runtime class. */
  readonly limit: bigint;
  /** Where it stands, or the pod where several limits make it up. */
  readonly path: string;
}

const NANO = 1_000_000_000n;

/**
 * The memory limit of the cgroup that holds a pod and its VM. It is that of the pod, or else what its containers need at
 * once, and none when one of them has none (kubernetes pkg/kubelet/cm/helpers_linux.go, `ResourceConfigForPod`;
 * k8s.io/component-helpers resource/helpers.go, `PodLimits`).
 *
 * @returns undefined when nothing limits it
 */
export function podMemoryOf(object: JsonObject, { path }: PodPlace): PodMemory | undefined {
  const ofPod = limitAt(object, path);
  if (ofPod > 0n) return { limit: ofPod, path: `${path}/resources/limits/memory` };
  const containers = objectsAt(object, `${path}/containers`);
  const first = objectsAt(object, `${path}/initContainers`);
  const all = [...first, ...containers];
  if (all.length === 0 || all.some((one) => limitAt(object, one.path) <= 0n)) return undefined;
  let sidecars = 0n;
  let most = 0n;
  for (const one of first) {
    const own = limitAt(object, one.path);
    if (sidecars + own > most) most = sidecars + own;
    if (textAt(one.value, '/restartPolicy') === 'Always') sidecars += own;
  }
  const together = containers.reduce((sum, one) => sum + limitAt(object, one.path), sidecars);
  const [only, second] = all;
  const single = only !== undefined && second === undefined;
  return {
    limit: together > most ? together : most,
    path: single ? `${only.path}/resources/limits/memory` : `${path}/containers`,
  };
}

/** In whole bytes; 0 where there is none. */
function limitAt(object: JsonObject, path: string): bigint {
  const amount = valueAt(object, `${path}/resources/limits/memory`);
  if (typeof amount !== 'string' && typeof amount !== 'number') return 0n;
  return readQuantity(amount).nanos / NANO;
}
