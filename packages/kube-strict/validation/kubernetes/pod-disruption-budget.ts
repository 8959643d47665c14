import { checkIntOrPercent } from './int-or-percent.ts';
import type { Part } from './part.ts';
import { checkSelector } from './selectors.ts';

/** How many pods must be left (k8s.io/kubernetes pkg/apis/policy/validation, ValidatePodDisruptionBudgetSpec). */
export function checkPodDisruptionBudget(budget: Part): void {
  const spec = budget.at('spec');
  const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
  if (least.exists && most.exists) most.forbid('beside minAvailable');
  for (const bound of [least, most]) checkIntOrPercent(bound, 100);
  checkSelector(spec.at('selector'));
  spec.at('unhealthyPodEvictionPolicy').oneOfIfSet(['AlwaysAllow', 'IfHealthyBudget']);
}
