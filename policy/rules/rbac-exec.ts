import type { PolicyRule } from '../policy-rule.ts';
import { allows, isRole, rightsOf } from '../support/rbac.ts';

const PARTS = ['pods/exec', 'pods/attach', 'nodes/proxy'];

/** Roles do not let an account into running pods. */
export const rbacExec: PolicyRule = {
  id: 'policy/rbac-exec',
  severity: 'warning',
  title: 'No exec or attach',
  why: 'Whoever may exec reads the memory, files and tokens of the pod; of a confidential one too, where its agent policy is open.',
  fix: 'Remove the resource, or give it to a person for a time only.',
  docs: 'Document chapter 3 "Important"',
  appliesTo: isRole,
  check: (object) =>
    rightsOf(object).flatMap((right) => {
      // policy/rbac-wildcard has a word on that.
      if (right.resources.includes('*')) return [];
      const part = PARTS.find((resource) => allows(right, '', resource, ['create', 'get']));
      return part === undefined ? [] : [{ path: `${right.path}/resources`, message: `Allows ${part}.` }];
    }),
};
