import { describe } from '../describe.ts';
import { labelValue, qualifiedName } from '../metadata/names.ts';
import { checkLabelKeys } from './affinity.ts';
import { distinct, type Part } from './part.ts';
import { checkSelector } from './selectors.ts';

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/** What a pod puts up with (pkg/apis/core/validation, ValidateTolerations). */
export function checkTolerations(tolerations: Part): void {
  for (const toleration of tolerations.items) {
    const [key, operator, value] = [toleration.at('key'), toleration.at('operator'), toleration.at('value')];
    const effect = toleration.at('effect');
    key.expectIfSet(qualifiedName);
    if (key.text === '' && operator.text !== 'Exists')
      operator.invalid(`Expected "Exists" where there is no key, found ${describe(operator.value)}.`);
    if (operator.text === '' || operator.text === 'Equal') value.expect(labelValue);
    else if (operator.oneOf(['Equal', 'Exists']) && value.text !== '')
      value.forbid('with the operator Exists');
    effect.oneOfOrDefault(EFFECTS);
    if (toleration.at('tolerationSeconds').exists && effect.text !== 'NoExecute')
      effect.invalid(`Expected "NoExecute" beside tolerationSeconds, found ${describe(effect.value)}.`);
  }
}

/** What keeps pods off a node (validateNodeTaints). */
export function checkTaints(taints: Part): void {
  for (const taint of taints.items) {
    taint.at('key').expect(qualifiedName);
    taint.at('value').expect(labelValue);
    if (taint.at('effect').requireText()) taint.at('effect').oneOf(EFFECTS);
  }
  distinct(taints.items, (taint) => `${taint.at('key').text} ${taint.at('effect').text}`);
}

/** How pods are spread over a cluster (validateTopologySpreadConstraints). */
export function checkTopologySpread(
  constraints: Part,
  podLabels: Readonly<Record<string, string>> | undefined,
): void {
  for (const constraint of constraints.items) {
    const [skew, domains] = [constraint.at('maxSkew'), constraint.at('minDomains')];
    if (skew.exists) skew.atLeast(1);
    constraint.at('topologyKey').requireText();
    const action = constraint.at('whenUnsatisfiable');
    action.oneOf(['DoNotSchedule', 'ScheduleAnyway']);
    if (domains.exists) domains.atLeast(1);
    if (domains.exists && action.text !== 'DoNotSchedule')
      domains.forbid('unless whenUnsatisfiable is DoNotSchedule');
    for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy'])
      constraint.at(policy).oneOfIfSet(['Honor', 'Ignore']);
    checkSelector(constraint.at('labelSelector'));
    checkLabelKeys(constraint, 'matchLabelKeys', podLabels);
  }
  distinct(
    constraints.items,
    (constraint) => `${constraint.at('whenUnsatisfiable').text} ${constraint.at('topologyKey').text}`,
  );
}

/** What must be lifted before a pod is scheduled (validateSchedulingGates). */
export function checkSchedulingGates(gates: Part): void {
  for (const gate of gates.items) gate.at('name').expect(qualifiedName);
  distinct(gates.items, (gate) => gate.at('name').text, 'name');
}
