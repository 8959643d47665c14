import { checkMetrics, checkTarget } from './autoscaling-metrics.ts';
import type { Part } from './part.ts';

const MOST_STABILIZATION_SECONDS = 3600;
const MOST_PERIOD_SECONDS = 1800;

/**
 * How many pods there should be (k8s.io/kubernetes pkg/apis/autoscaling/validation, ValidateHorizontalPodAutoscaler),
 * in the older form with one target for the processor, and the newer one with metrics.
 */
export function checkHorizontalPodAutoscaler(autoscaler: Part): void {
  const spec = autoscaler.at('spec');
  const [least, most] = [spec.at('minReplicas'), spec.at('maxReplicas')];
  if (least.exists) least.atLeast(1);
  if (most.exists && most.atLeast(1)) most.between(least.number ?? 1, Number.POSITIVE_INFINITY);
  checkTarget(spec.at('scaleTargetRef'));
  const percentage = spec.at('targetCPUUtilizationPercentage');
  if (percentage.exists) percentage.atLeast(1);
  checkMetrics(spec.at('metrics'));
  for (const direction of ['scaleDown', 'scaleUp']) checkBehavior(spec.at('behavior', direction));
}

function checkBehavior(behavior: Part): void {
  behavior.at('stabilizationWindowSeconds').between(0, MOST_STABILIZATION_SECONDS);
  behavior.at('selectPolicy').oneOfIfSet(['Disabled', 'Max', 'Min']);
  const policies = behavior.at('policies');
  // Without the field the server has policies of its own.
  if (policies.exists && policies.size === 0) policies.require();
  for (const policy of policies.items) {
    policy.at('type').oneOf(['Percent', 'Pods']);
    if (policy.at('value').exists) policy.at('value').atLeast(1);
    if (policy.at('periodSeconds').exists) policy.at('periodSeconds').between(1, MOST_PERIOD_SECONDS);
  }
}
