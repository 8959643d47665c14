import { nearest } from '../ground/nearest.ts';
import { UserError } from '../ground/user-error.ts';
import type { RuleText } from '../validation/rule-text.ts';

/**
 * The rule of a name; without its family too when only one family has it.
 *
 * @throws UserError when there is none, with a suggestion where one is near
 */
export function findRule(name: string, rules: readonly RuleText[]): RuleText {
  const found =
    rules.find(({ rule }) => rule === name) ?? rules.find(({ rule }) => rule.split('/')[1] === name);
  if (found !== undefined) return found;
  const near = nearRule(name, rules);
  const fix = near === undefined ? 'see "coco-gitops explain" for all of them' : `did you mean "${near}"?`;
  throw new UserError([{ message: `there is no rule "${name}"`, fix }]);
}

/** The rule that is near; a family that is right makes no name near. */
function nearRule(name: string, rules: readonly RuleText[]): string | undefined {
  const slash = name.indexOf('/');
  const own = nearest(
    name.slice(slash + 1),
    rules.map(({ rule }) => nameOf(rule)),
  );
  if (slash < 0 || own === undefined) return own;
  const meant = rules.filter(({ rule }) => nameOf(rule) === own).map(({ rule }) => rule);
  return nearest(name, meant) ?? meant[0];
}

function nameOf(rule: string): string {
  return rule.slice(rule.indexOf('/') + 1);
}
