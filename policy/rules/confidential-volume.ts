import type { JsonObject } from 'kube-strict/ground/json.ts';
import { objectsAt, textAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** Confidential pods encrypt what they store. */
export const confidentialVolume: PolicyRule = {
  id: 'policy/confidential-volume',
  severity: 'warning',
  title: 'No file systems of the cluster in confidential pods',
  why: 'The node mounts the file system of a claim, and reads and changes what the workload writes to it.',
  fix: 'Take the claim as a block device (volumeMode: Block, volumeDevices), and encrypt it in the VM with a key from the KBS.',
  docs: 'Document section 3.9.1',
  appliesTo: () => true,
  check: (object) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod)),
};

/** A volume that is mounted is a file system; a block device is in `volumeDevices`. */
function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  const claims = new Set([
    ...objectsAt(object, `${pod.path}/volumes`)
      .filter(({ value }) => value['persistentVolumeClaim'] !== undefined || value['ephemeral'] !== undefined)
      .map(({ value }) => textAt(value, '/name')),
    ...objectsAt(object, '/spec/volumeClaimTemplates').map(({ value }) => textAt(value, '/metadata/name')),
  ]);
  return containersOf(object, pod)
    .flatMap(({ path }) => objectsAt(object, `${path}/volumeMounts`))
    .filter(({ value }) => claims.has(textAt(value, '/name') ?? ''))
    .map(({ path }) => ({ path, message: 'The node can read and change what is stored here.' }));
}
