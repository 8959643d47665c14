import { nearest } from 'kube-strict/ground/nearest.ts';
import { textAt, textsAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isMachineConfig } from '../support/machine-config.ts';

const LIST = '/spec/extensions';

/** As of release-4.19 to release-4.22 of the operator. */
const EXTENSIONS = [
  'ipsec',
  'kerberos',
  'kernel-devel',
  'sandboxed-containers',
  'sysstat',
  'two-node-ha',
  'usbguard',
  'wasm',
];
/** In none of the releases after 4.21. */
const GONE = new Set(['wasm']);

/** A MachineConfig asks for extensions that RHCOS has. */
export const machineConfigExtensions: PolicyRule = {
  id: 'policy/machine-config-extensions',
  severity: 'error',
  title: 'Extensions that RHCOS has',
  why: 'The operator cannot render the pool of other MachineConfigs ("invalid extensions found"): it is degraded, and no change reaches its nodes.',
  fix: `Write one of ${EXTENSIONS.join(', ')}.`,
  docs: 'openshift/machine-config-operator pkg/controller/common/helpers.go SupportedExtensions, MergeMachineConfigs',
  appliesTo: isMachineConfig,
  check: (object) => {
    const kernel = textAt(object, '/spec/kernelType') ?? '';
    const isOtherKernel = kernel !== '' && kernel !== 'default';
    const wanted = new Set(textsAt(object, LIST).map(({ value }) => value));
    return textsAt(object, LIST).flatMap(({ path, value }): PolicyFinding[] => {
      if (!EXTENSIONS.includes(value)) return [unknown(path, value, wanted)];
      if (value === 'kernel-devel' && isOtherKernel)
        return [
          { path, message: 'kernel-devel is for the default kernel only.', fix: 'Remove one of the two.' },
        ];
      if (!GONE.has(value)) return [];
      const message = `OpenShift 4.22 has the extension ${value} no longer, and refuses it.`;
      return [{ path, message, severity: 'warning', fix: 'Remove it before the update to 4.22.' }];
    });
  },
};

function unknown(path: string, value: string, wanted: ReadonlySet<string>): PolicyFinding {
  const near = nearest(value, EXTENSIONS);
  const fix =
    near !== undefined && wanted.has(near) ? `Remove it: ${near} is there.` : `Did you mean ${near}?`;
  return { path, message: `RHCOS has no extension ${describe(value)}.`, ...(near !== undefined && { fix }) };
}
