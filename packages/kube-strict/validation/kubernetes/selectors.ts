import { describe } from '../describe.ts';
import { labelValue, qualifiedName } from '../metadata/names.ts';
import type { Part } from './part.ts';

const WITH_VALUES = ['In', 'NotIn'];
const WITHOUT_VALUES = ['DoesNotExist', 'Exists'];

/** Labels, or what selects by equal labels. */
export function checkLabelMap(part: Part): void {
  for (const [key, value] of part.members) {
    const expected = qualifiedName(key);
    if (expected !== undefined) {
      value.add('api/format', `Expected as the key of a label ${expected}; found ${describe(key)}.`);
    }
    value.expect(labelValue);
  }
}

export function labelsOf(part: Part): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  for (const [key, value] of part.members) labels[key] = value.text;
  return labels;
}

/** A label selector (apimachinery pkg/apis/meta/v1/validation, ValidateLabelSelector). */
export function checkSelector(selector: Part): void {
  checkLabelMap(selector.at('matchLabels'));
  for (const requirement of selector.at('matchExpressions').items) {
    checkOperator(requirement, []);
    requirement.at('key').expect(qualifiedName);
    for (const value of requirement.at('values').items) value.expect(labelValue);
  }
}

/** A selector that must select something in particular. */
export function checkFullSelector(selector: Part): void {
  if (!selector.exists) {
    selector.require();
    return;
  }
  checkSelector(selector);
  if (isEmptySelector(selector))
    selector.invalid('Expected a selector that selects by some label, found an empty one.');
}

function isEmptySelector(selector: Part): boolean {
  return selector.at('matchLabels').size + selector.at('matchExpressions').size === 0;
}

/**
 * What an operator asks of its values.
 *
 * @param more operators that take one value
 */
export function checkOperator(requirement: Part, more: readonly string[]): void {
  const [operator, values] = [requirement.at('operator'), requirement.at('values')];
  if (!operator.oneOf([...WITHOUT_VALUES, ...more, ...WITH_VALUES])) return;
  if (WITHOUT_VALUES.includes(operator.text)) {
    if (values.size > 0) values.forbid(`with the operator ${operator.text}`);
  } else if (WITH_VALUES.includes(operator.text)) {
    if (values.size === 0) values.require(`needs a value for the operator ${operator.text}`);
  } else if (values.size !== 1) values.require(`needs exactly one value for the operator ${operator.text}`);
}

/** Whether a selector selects what has labels; one that is not there selects nothing. */
export function selects(selector: Part, labels: Readonly<Record<string, string>>): boolean {
  if (!selector.exists) return false;
  const equal = selector.at('matchLabels').members.every(([key, value]) => labels[key] === value.text);
  return equal && selector.at('matchExpressions').items.every((requirement) => meets(requirement, labels));
}

function meets(requirement: Part, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[requirement.at('key').text];
  const values = requirement.at('values').texts;
  switch (requirement.at('operator').text) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      // Not a selector, which is reported by itself.
      return true;
  }
}
