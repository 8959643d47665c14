import { describe } from '../describe.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkOperator, checkSelector } from './selectors.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/**
 * Where a pod wants to run (pkg/apis/core/validation, validateAffinity).
 *
 * @param podLabels undefined in a template: only for a pod itself are label keys turned into selectors
 */
export function checkAffinity(affinity: Part, podLabels: Readonly<Record<string, string>> | undefined): void {
  const node = affinity.at('nodeAffinity');
  if (node.at(REQUIRED).exists) checkNodeSelector(node.at(REQUIRED));
  for (const term of node.at(PREFERRED).items) {
    checkWeight(term.at('weight'));
    checkNodeTerm(term.at('preference'), false);
  }
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    for (const term of affinity.at(kind, REQUIRED).items) checkPodTerm(term, podLabels);
    for (const term of affinity.at(kind, PREFERRED).items) {
      checkWeight(term.at('weight'));
      checkPodTerm(term.at('podAffinityTerm'), podLabels);
    }
  }
}

function checkWeight(weight: Part): void {
  if (weight.exists) weight.between(1, 100);
  else weight.require();
}

/** Which nodes are right: one of several terms must hold. */
export function checkNodeSelector(selector: Part): void {
  const terms = selector.at('nodeSelectorTerms');
  if (terms.size === 0) terms.require();
  for (const term of terms.items) checkNodeTerm(term, true);
}

/** @param strict whether values must be such that a label can have; a preference may name what cannot be */
function checkNodeTerm(term: Part, strict: boolean): void {
  for (const requirement of term.at('matchExpressions').items) {
    checkOperator(requirement, ['Gt', 'Lt']);
    requirement.at('key').expect(qualifiedName);
    for (const value of strict ? requirement.at('values').items : []) value.expect(labelValue);
  }
  for (const requirement of term.at('matchFields').items) {
    const values = requirement.at('values');
    if (requirement.at('operator').oneOf(['In', 'NotIn']) && values.size !== 1)
      values.invalid(`Expected exactly one value for a field, found ${describe(values.value)}.`);
    if (requirement.at('key').oneOf(['metadata.name']))
      for (const name of values.items) name.expect(dnsSubdomain);
  }
}

function checkPodTerm(term: Part, podLabels: Readonly<Record<string, string>> | undefined): void {
  checkSelector(term.at('labelSelector'));
  checkSelector(term.at('namespaceSelector'));
  for (const namespace of term.at('namespaces').items) namespace.expect(dnsLabel);
  term.at('topologyKey').expectRequired(qualifiedName);
  checkLabelKeys(term, 'matchLabelKeys', podLabels);
  checkLabelKeys(term, 'mismatchLabelKeys', undefined);
  const mismatched = new Set(term.at('mismatchLabelKeys').texts);
  for (const key of term.at('matchLabelKeys').items)
    if (mismatched.has(key.text)) key.invalid('A label key can be matched or mismatched, not both.');
}

/** Keys whose values a pod takes from its own labels, beside a selector (validateMatchLabelKeysAndMismatchLabelKeys). */
export function checkLabelKeys(
  term: Part,
  field: 'matchLabelKeys' | 'mismatchLabelKeys',
  podLabels: Readonly<Record<string, string>> | undefined,
): void {
  const keys = term.at(field);
  if (keys.size === 0) return;
  const selector = term.at('labelSelector');
  if (!selector.exists) {
    keys.forbid('without a labelSelector');
    return;
  }
  const selected = new Set(selector.at('matchLabels').keys);
  const twice = new Set<string>();
  for (const requirement of selector.at('matchExpressions').items) {
    const key = requirement.at('key').text;
    if (selected.has(key)) twice.add(key);
    selected.add(key);
  }
  for (const key of keys.items) {
    key.expect(qualifiedName);
    if (field === 'mismatchLabelKeys') continue;
    const added = podLabels !== undefined && Object.hasOwn(podLabels, key.text);
    if ((added && selected.has(key.text)) || twice.has(key.text))
      key.invalid('The labelSelector selects by this key already.');
    if (added) selected.add(key.text);
  }
}
