import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { itemsAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isMachineConfig } from '../support/machine-config.ts';

const LIST = '/spec/kernelArguments';

/** Each kernel argument stands once, and alone. */
export const kernelArguments: PolicyRule = {
  id: 'policy/kernel-arguments',
  severity: 'warning',
  title: 'Each kernel argument once, and alone',
  why: 'Arguments are compared as texts: two in one text, or one twice, are added and removed wrongly, and each change reboots the pool.',
  fix: 'Write each argument as an item of its own.',
  docs: 'Document sections 2.2 and 3.10.2; openshift/machine-config-operator pkg/controller/common/helpers.go MergeMachineConfigs',
  appliesTo: isMachineConfig,
  check: (object) => {
    const value = valueAt(object, LIST);
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      return [{ path: LIST, message: 'Expected a list of texts.', severity: 'error' }];
    }
    const seen = new Set<unknown>();
    return itemsAt(object, LIST).flatMap(({ path, value: argument }): PolicyFinding[] => {
      if (typeof argument !== 'string' || argument.trim() === '') {
        return [{ path, message: `Expected an argument, found ${describe(argument)}.`, severity: 'error' }];
      }
      if (seen.has(argument)) return [{ path, message: `${describe(argument)} is there twice.` }];
      seen.add(argument);
      // A value in quotes may have spaces.
      if (!/\s/.test(argument) || argument.includes('"')) return [];
      return [{ path, message: `${describe(argument)} has spaces; expected one argument.` }];
    });
  },
};
