import { isJsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { IGNITION, isMachineConfig } from '../support/machine-config.ts';

/** The Ignition configuration of a MachineConfig states a version that the operator reads. */
export const ignitionVersion: PolicyRule = {
  id: 'policy/ignition-version',
  severity: 'error',
  title: 'A version of Ignition that the machine config operator reads',
  why: 'The operator cannot render the pool of other MachineConfigs: it is degraded, and no change reaches its nodes.',
  fix: 'Set spec.config.ignition.version to 3.2.0, or up to 3.5.0 where a newer field is used.',
  docs: 'Document sections 2.2 and 3.10.2; openshift/machine-config-operator pkg/controller/common/helpers.go IgnParseWrapper',
  appliesTo: isMachineConfig,
  check: (object) => {
    const config = valueAt(object, IGNITION);
    if (config === undefined) {
      const message =
        'There is no spec.config, which the operator takes for an empty one; the document states its version.';
      return [{ path: '/spec', message, severity: 'info' }];
    }
    const path = `${IGNITION}/ignition/version`;
    const version = valueAt(object, path);
    if (!isJsonObject(config)) return [{ path: IGNITION, message: 'Expected an Ignition configuration.' }];
    if (version === undefined) return [{ path: IGNITION, message: 'There is no ignition.version.' }];
    if (typeof version === 'string' && /^3\.[2-5]\.0$/.test(version)) return [];
    if (version === '2.2.0' || version === '3.0.0' || version === '3.1.0') {
      const message = `The operator converts version ${version}; expected 3.2.0 to 3.5.0.`;
      return [{ path, message, severity: 'warning' }];
    }
    return [{ path, message: `Expected a version from "3.2.0" to "3.5.0", found ${describe(version)}.` }];
  },
};
