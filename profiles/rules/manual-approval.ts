import { resolveProfile } from '../profile.ts';
import type { Rule } from './rule.ts';
import { versionsOf } from './starting-csv.ts';
import { usedOperators } from './used-operators.ts';

/** Asks for the version that is to be approved: without one the newest of that day waits for approval. */
export const manualApproval: Rule = (profile) => {
  const { operators } = resolveProfile(profile, '');
  return usedOperators(profile).flatMap((operator) => {
    const { approval, startingCSV, channel } = operators[operator];
    if (approval !== 'Manual' || startingCSV !== undefined) return [];
    return [
      {
        path: ['operators', operator, 'startingCSV'],
        message: 'missing, and approval is Manual, which holds a version that has to be named',
        fix: `add "startingCSV:" with a version (${versionsOf(operator, channel)}), or write "approval: Automatic"`,
      },
    ];
  });
};
