import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { objectsAt } from 'kube-strict/ground/values.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { IGNITION, isMachineConfig } from '../support/machine-config.ts';

/** Sections that the operator applies to new nodes only (openshift/machine-config-operator, reconcile.go). */
const FIRST_BOOT = [
  'storage/directories',
  'storage/links',
  'storage/disks',
  'storage/filesystems',
  'storage/raid',
  'passwd/groups',
  'kernelArguments/shouldExist',
  'kernelArguments/shouldNotExist',
];

/** What may be said of the user `core`. */
const CORE_FIELDS = ['name', 'sshAuthorizedKeys', 'passwordHash'];

/** A MachineConfig has only what can be changed on nodes that run. */
export const ignitionSections: PolicyRule = {
  id: 'policy/ignition-sections',
  severity: 'error',
  title: 'Only what the operator can change on running nodes',
  why: 'The operator refuses other sections on nodes that exist: the pool is degraded until the MachineConfig is gone.',
  fix: 'Use files and systemd units; kernel arguments go to spec.kernelArguments.',
  docs: 'openshift/machine-config-operator pkg/controller/common/reconcile.go',
  appliesTo: isMachineConfig,
  check: (object) => [
    ...FIRST_BOOT.flatMap((section): PolicyFinding[] => {
      const path = `${IGNITION}/${section}`;
      const value = valueAt(object, path);
      if (!Array.isArray(value) || value.length === 0) return [];
      const message = `${section.replace('/', '.')} cannot be changed on a node that runs.`;
      return [{ path, message }];
    }),
    ...userFindings(object),
  ],
};

function userFindings(object: JsonObject): PolicyFinding[] {
  return objectsAt(object, `${IGNITION}/passwd/users`).flatMap(({ path, value }): PolicyFinding[] => {
    if (value['name'] !== 'core') return [{ path, message: 'Only the user core can be changed.' }];
    const other = Object.keys(value).find((field) => !CORE_FIELDS.includes(field));
    if (other === undefined) {
      const keys = value['sshAuthorizedKeys'];
      const hasKeys = Array.isArray(keys) && keys.length > 0;
      if (hasKeys || typeof value['passwordHash'] === 'string') return [];
      return [{ path, message: 'The user core has neither SSH keys nor the hash of a password.' }];
    }
    return [{ path, message: 'Of the user core only SSH keys and the hash of its password can be changed.' }];
  });
}
