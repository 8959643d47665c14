import type { JsonObject } from 'kube-strict/ground/json.ts';
import { textAt } from 'kube-strict/ground/values.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { isFeatureGates } from '../support/feature-gates.ts';
import { memoOf } from '../support/indexed.ts';
import { enablesTdx, machineConfigRole } from '../support/machine-config.ts';
import { hasWave, KATA_CONFIG, MACHINE_CONFIG, waveOf } from '../support/run.ts';
import { isKind } from '../support/target.ts';

/** On several TDX nodes the feature gates come after KataConfig. */
export const featureGateOrder: PolicyRule = {
  id: 'policy/feature-gate-order',
  severity: 'error',
  title: 'Feature gates after KataConfig, with TDX in pool kata-oc',
  why: 'With the gate on, the operator waits for a TDX label before it makes pool kata-oc; without the pool no node gets the MachineConfig, and without that no node gets the label.',
  fix: 'Give osc-feature-gates a later sync wave than KataConfig, behind a check that the nodes have the TDX label.',
  docs: 'Document sections 2.2, 3.3 and 3.5; openshift/sandboxed-containers-operator controllers/openshift_controller.go processFeatureGates',
  appliesTo: isKind('', 'ConfigMap'),
  check: (object, context) => (isFeatureGates(object) ? findings(object, context) : []),
};

function findings(gates: JsonObject, context: PolicyContext): PolicyFinding[] {
  const [kataConfig] = context.ofKind(...KATA_CONFIG);
  if (
    !enableTdxInPool(context.ofKind(...MACHINE_CONFIG)) ||
    kataConfig === undefined ||
    textAt(gates, '/data/confidential') !== 'true'
  )
    return [];
  if (textAt(gates, '/data/deploymentMode') === 'DaemonSet') {
    const message =
      'With deploymentMode DaemonSet there is no pool kata-oc: the MachineConfig for TDX reaches no node.';
    return [
      { path: '/data/deploymentMode', message, fix: 'Use MachineConfig, or give that object another role.' },
    ];
  }
  if (waveOf(gates) > waveOf(kataConfig)) return [];
  if (hasWave(gates) || hasWave(kataConfig)) {
    const message = `Sync wave ${waveOf(gates)} is not after that of KataConfig, ${waveOf(kataConfig)}: the rollout never ends.`;
    return [{ path: '/data/confidential', message }];
  }
  const message = 'Applied together with KataConfig, or before it, the rollout never ends.';
  return [{ path: '/data/confidential', message, severity: 'warning' }];
}

const enableTdxInPool = memoOf((configs: readonly JsonObject[]) =>
  configs.some((object) => machineConfigRole(object) === 'kata-oc' && enablesTdx(object)),
);
