import { nearest } from '../../profiles/nearest.ts';
import type { RuleText } from '../../validation/rule-text.ts';
import { UserError } from '../user-error.ts';
import { RULES } from './rules.ts';

/**
 * The rule of a name; without its family too when only one family has it.
 *
 * @throws UserError when there is none, with a suggestion where one is near
 */
export function findRule(name: string): RuleText {
  const found =
    RULES.find(({ rule }) => rule === name) ?? RULES.find(({ rule }) => rule.split('/')[1] === name);
  if (found !== undefined) return found;
  const names = RULES.flatMap(({ rule }) => [rule, rule.split('/')[1] ?? rule]);
  const near = nearest(name, names);
  const fix = near === undefined ? 'see "coco-gitops explain" for all of them' : `did you mean "${near}"?`;
  throw new UserError([{ message: `there is no rule "${name}"`, fix }]);
}
