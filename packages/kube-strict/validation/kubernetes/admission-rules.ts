import { qualifiedName } from '../metadata/names.ts';
import { checkExpression, REQUEST_VARIABLES } from './expressions.ts';
import type { Part } from './part.ts';

/** Which requests are looked at (k8s.io/kubernetes pkg/apis/admissionregistration/validation, validateRuleWithOperations). */
export function checkAdmissionRule(rule: Part): void {
  const [operations, groups, versions] = ['operations', 'apiGroups', 'apiVersions'].map((field) =>
    rule.at(field),
  ) as [Part, Part, Part];
  for (const list of [operations, groups, versions]) {
    if (list.size === 0) list.require();
    else if (list.size > 1 && list.texts.includes('*'))
      list.invalid('Expected "*" by itself, found others beside it.');
  }
  for (const operation of operations.items) operation.oneOf(['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']);
  for (const version of versions.items) version.requireText();
  checkResources(rule.at('resources'));
  rule.at('scope').oneOfIfSet(['*', 'Cluster', 'Namespaced']);
}

/** Resources and their parts, as in `pods/status`; none may be named twice by means of `*`. */
function checkResources(resources: Part): void {
  if (resources.size === 0) resources.require();
  const covered = new Set<string>();
  for (const item of resources.items) {
    if (!item.requireText() || !item.text.includes('/')) continue;
    const slash = item.text.indexOf('/');
    const [resource, part] = [item.text.slice(0, slash), item.text.slice(slash + 1)];
    const other = [`${resource}/*`, `*/${part}`].find((pattern) => covered.has(pattern));
    if (other !== undefined) item.invalid(`Expected what ${other} does not cover, found "${item.text}".`);
    if (part === '*' || resource === '*') covered.add(item.text);
  }
  const whole = resources.texts.filter((text) => !text.includes('/'));
  if (resources.size > 1 && resources.texts.includes('*/*'))
    resources.invalid('Expected "*/*" by itself, found others beside it.');
  // The server looks only at the last of those without a part.
  else if (whole.includes('*') && whole.at(-1) !== '*' && whole.at(-1) !== '')
    resources.invalid('Expected "*" without other whole resources beside it.');
}

const MOST_CONDITIONS = 64;

/** @param variables what conditions may refer to */
export function checkMatchConditions(
  conditions: Part,
  variables: readonly string[] = REQUEST_VARIABLES,
): void {
  conditions.atMost(MOST_CONDITIONS, 'conditions');
  const names = new Set<string>();
  for (const condition of conditions.items) {
    const name = condition.at('name');
    if (name.expectRequired(qualifiedName) && names.has(name.text)) name.duplicate();
    names.add(name.text);
    checkExpression(condition.at('expression'), variables);
  }
}
