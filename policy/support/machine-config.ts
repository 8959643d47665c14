import type { JsonObject } from 'kube-strict/ground/json.ts';
import { objectsAt, type Place, textAt, textsAt } from 'kube-strict/ground/values.ts';
import { isKind } from './target.ts';

export const isMachineConfig = isKind('machineconfiguration.openshift.io', 'MachineConfig');

/** Where a MachineConfig has its Ignition configuration. */
export const IGNITION = '/spec/config';

export const ROLE_LABEL = '/metadata/labels/machineconfiguration.openshift.io~1role';

/** The pool role that a MachineConfig is for; empty when it states none. */
export function machineConfigRole(object: JsonObject): string {
  return textAt(object, ROLE_LABEL) ?? '';
}

/** Whether a MachineConfig turns TDX on in the host's kernel (document section 2.2). */
export function enablesTdx(object: JsonObject): boolean {
  return textsAt(object, '/spec/kernelArguments').some(({ value }) =>
    /(?:^|\s)kvm_intel\.tdx=(?:1|y|Y|on)(?:\s|$)/.test(value),
  );
}

/** Files, directories and links of a MachineConfig, which share one space of paths. */
export function storageNodes(object: JsonObject): Place<JsonObject>[] {
  return ['files', 'directories', 'links'].flatMap((list) =>
    objectsAt(object, `${IGNITION}/storage/${list}`),
  );
}
