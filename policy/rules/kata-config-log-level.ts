import { textAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** The log level of CRI-O is the default while Kata is being installed. */
export const kataConfigLogLevel: PolicyRule = {
  id: 'policy/kata-config-log-level',
  severity: 'info',
  title: 'Log level info',
  why: 'For another level the operator makes a ContainerRuntimeConfig, which reboots nodes; at installation, the first one a second time.',
  fix: 'Leave it at info, and change it on purpose later.',
  docs: 'Document section 6.3; openshift/sandboxed-containers-operator controllers/openshift_controller.go processLogLevel',
  appliesTo: isKind('kataconfiguration.openshift.io', 'KataConfig'),
  check: (object) => {
    const level = textAt(object, '/spec/logLevel') ?? 'info';
    if (level === 'info' || level === '') return [];
    return [
      {
        path: '/spec/logLevel',
        message: `Log level ${describe(level)} costs a reboot of the nodes with Kata.`,
      },
    ];
  },
};
