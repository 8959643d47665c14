import { textAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyRule } from '../policy-rule.ts';
import { isKind } from '../support/target.ts';

/** A version in a Subscription is held only where somebody approves updates. */
export const subscriptionStartingCsv: PolicyRule = {
  id: 'policy/subscription-starting-csv',
  severity: 'info',
  title: 'startingCSV holds nothing back under automatic approval',
  why: 'It is where the installation starts, and with approval Automatic it goes on at once to the newest of the channel; updates of the sandboxed containers operator can reboot nodes.',
  fix: 'Set installPlanApproval to Manual to stay on a version, and approve updates.',
  docs: 'Document section 2.3; operator-framework/operator-lifecycle-manager',
  appliesTo: isKind('operators.coreos.com', 'Subscription'),
  check: (object) => {
    const csv = textAt(object, '/spec/startingCSV');
    const approval = textAt(object, '/spec/installPlanApproval') ?? 'Automatic';
    if (!csv || approval !== 'Automatic') return [];
    return [{ path: '/spec/startingCSV', message: `${describe(csv)} is not held: approval is Automatic.` }];
  },
};
