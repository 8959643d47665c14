import type { Part } from './part.ts';
import { isStandardQuota, quotaResource } from './resource-names.ts';
import { checkAmount, checkMemberName } from './resources.ts';
import { checkOperator } from './selectors.ts';

const COMPUTE = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'pods', 'requests.cpu', 'requests.memory'];
/** Which resources a scope can be about. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  CrossNamespacePodAffinity: COMPUTE,
  NotBestEffort: COMPUTE,
  NotTerminating: COMPUTE,
  PriorityClass: COMPUTE,
  Terminating: COMPUTE,
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
/** Scopes that select by a value. */
const WITH_VALUES = ['PriorityClass', 'VolumeAttributesClass'];
/** Scopes that exclude each other. */
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['NotTerminating', 'Terminating'],
] as const;

/** How much a namespace may use (k8s.io/kubernetes pkg/apis/core/validation, ValidateResourceQuota). */
export function checkResourceQuota(quota: Part): void {
  const spec = quota.at('spec');
  for (const [name, amount] of spec.at('hard').members) {
    checkMemberName(name, amount, quotaResource);
    checkAmount(name, amount);
  }
  const resources = spec.at('hard').keys.filter(isStandardQuota);
  checkScopes(spec.at('scopes').items, resources);
  const requirements = spec.at('scopeSelector', 'matchExpressions').items;
  checkScopes(
    requirements.map((requirement) => requirement.at('scopeName')),
    resources,
  );
  for (const requirement of requirements) {
    checkOperator(requirement, []);
    const operator = requirement.at('operator');
    if (!WITH_VALUES.includes(requirement.at('scopeName').text) && operator.text !== 'Exists')
      operator.invalid('Expected "Exists" for a scope without values.');
  }
}

function checkScopes(scopes: readonly Part[], resources: readonly string[]): void {
  const found = new Set(scopes.map(({ text }) => text));
  for (const scope of scopes) {
    if (!scope.oneOf(Object.keys(SCOPES))) continue;
    const strange = resources.find((resource) => !SCOPES[scope.text]?.includes(resource));
    if (strange !== undefined)
      scope.invalid(`Expected a scope that can be about ${strange}, found "${scope.text}".`);
    const opposite = OPPOSITES.find((pair) => pair[1] === scope.text)?.[0];
    if (opposite !== undefined && found.has(opposite))
      scope.invalid(`The scope ${opposite} excludes this one.`);
  }
}
