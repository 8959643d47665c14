import { createHash } from 'node:crypto';

/**
 * Name of the marker for some MachineConfigs: an empty MachineConfig that is applied after them, with a digest of them in
 * its name.
 *
 * A pool lists the names that it has rendered, not their content: an edit that only removes something cannot be told
 * from what was before by anything that only reads the pool. A marker that was not there before the edit, and is listed
 * after it, can only have been rendered together with the edit.
 */
export function markerName(machineConfigs: readonly object[]): string {
  const digest = createHash('sha256').update(JSON.stringify(machineConfigs)).digest('hex');
  return `99-zz-coco-${digest.slice(0, 10)}`;
}
