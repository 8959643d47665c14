import type { Finding } from 'kube-strict/validation/finding.ts';
import { judgeBy } from './judge-by.ts';
import type { PolicyContext } from './policy-context.ts';
import type { PolicyRule } from './policy-rule.ts';
import { agentPolicyFaults } from './rules/agent-policy-faults.ts';
import { agentPolicyOpen } from './rules/agent-policy-open.ts';
import { argocdRetry } from './rules/argocd-retry.ts';
import { argocdSyncOptions } from './rules/argocd-sync-options.ts';
import { attestationCheck } from './rules/attestation-check.ts';
import { ccManagerNamespace } from './rules/cc-manager-namespace.ts';
import { clusterPolicyMode } from './rules/cluster-policy-mode.ts';
import { confidentialEnv } from './rules/confidential-env.ts';
import { confidentialExec } from './rules/confidential-exec.ts';
import { confidentialStdin } from './rules/confidential-stdin.ts';
import { confidentialSubpath } from './rules/confidential-subpath.ts';
import { confidentialToken } from './rules/confidential-token.ts';
import { confidentialVolume } from './rules/confidential-volume.ts';
import { credentialInClear } from './rules/credential-in-clear.ts';
import { featureGateOrder } from './rules/feature-gate-order.ts';
import { featureGates } from './rules/feature-gates.ts';
import { gpuOperatorChannel } from './rules/gpu-operator-channel.ts';
import { gpuRuntimeClass } from './rules/gpu-runtime-class.ts';
import { guestPullSecret } from './rules/guest-pull-secret.ts';
import { hookTtl } from './rules/hook-ttl.ts';
import { hostNamespaces } from './rules/host-namespaces.ts';
import { hostPath } from './rules/host-path.ts';
import { hostVisibleSecret } from './rules/host-visible-secret.ts';
import { ignitionFiles } from './rules/ignition-files.ts';
import { ignitionMode } from './rules/ignition-mode.ts';
import { ignitionSections } from './rules/ignition-sections.ts';
import { ignitionUnits } from './rules/ignition-units.ts';
import { ignitionVersion } from './rules/ignition-version.ts';
import { imageDigest } from './rules/image-digest.ts';
import { initdataFormat } from './rules/initdata-format.ts';
import { initdataMissing } from './rules/initdata-missing.ts';
import { initdataSettings } from './rules/initdata-settings.ts';
import { initdataSize } from './rules/initdata-size.ts';
import { kataAnnotations } from './rules/kata-annotations.ts';
import { kataConfigLogLevel } from './rules/kata-config-log-level.ts';
import { kbsCertificate } from './rules/kbs-certificate.ts';
import { kbsUrl } from './rules/kbs-url.ts';
import { kernelArguments } from './rules/kernel-arguments.ts';
import { machineConfigExtensions } from './rules/machine-config-extensions.ts';
import { machineConfigKernel } from './rules/machine-config-kernel.ts';
import { machineConfigRoleLabel } from './rules/machine-config-role.ts';
import { namespaceLabels } from './rules/namespace-labels.ts';
import { nfdOperandImage } from './rules/nfd-operand-image.ts';
import { nfdPrune } from './rules/nfd-prune.ts';
import { nodeFeatureRuleMatch } from './rules/node-feature-rule-match.ts';
import { oneKataConfig } from './rules/one-kata-config.ts';
import { oneOperatorGroup } from './rules/one-operator-group.ts';
import { operatorOwned } from './rules/operator-owned.ts';
import { pccsDefaultToken } from './rules/pccs-default-token.ts';
import { pccsSingleWriter } from './rules/pccs-single-writer.ts';
import { placeholderValue } from './rules/placeholder-value.ts';
import { privilegedContainer } from './rules/privileged-container.ts';
import { qgsSecrets } from './rules/qgs-secrets.ts';
import { rbacClusterAdmin } from './rules/rbac-cluster-admin.ts';
import { rbacEscalation } from './rules/rbac-escalation.ts';
import { rbacEveryone } from './rules/rbac-everyone.ts';
import { rbacExec } from './rules/rbac-exec.ts';
import { rbacSecrets } from './rules/rbac-secrets.ts';
import { rbacWildcard } from './rules/rbac-wildcard.ts';
import { sccPrivileged } from './rules/scc-privileged.ts';
import { sealedSecret } from './rules/sealed-secret.ts';
import { secretArgument } from './rules/secret-argument.ts';
import { secretValue } from './rules/secret-value.ts';
import { subscriptionStartingCsv } from './rules/subscription-starting-csv.ts';
import { vmMemory } from './rules/vm-memory.ts';
import { workloadNamespace } from './rules/workload-namespace.ts';

export { type PolicyContext, type PolicyOptions, policyContext } from './policy-context.ts';
export type { PolicyFinding, PolicyRule } from './policy-rule.ts';

/** Every rule, by subject. A new one is a file of its own and an entry here. */
export const POLICY_RULES: readonly PolicyRule[] = [
  secretValue,
  credentialInClear,
  secretArgument,
  placeholderValue,
  pccsDefaultToken,
  imageDigest,
  operatorOwned,
  workloadNamespace,
  namespaceLabels,
  privilegedContainer,
  hostNamespaces,
  hostPath,
  initdataMissing,
  initdataFormat,
  initdataSettings,
  initdataSize,
  kataAnnotations,
  kbsUrl,
  kbsCertificate,
  agentPolicyOpen,
  agentPolicyFaults,
  confidentialExec,
  confidentialStdin,
  attestationCheck,
  vmMemory,
  gpuRuntimeClass,
  hostVisibleSecret,
  sealedSecret,
  confidentialEnv,
  confidentialVolume,
  confidentialSubpath,
  confidentialToken,
  guestPullSecret,
  rbacWildcard,
  rbacEscalation,
  rbacExec,
  rbacSecrets,
  rbacEveryone,
  rbacClusterAdmin,
  sccPrivileged,
  ignitionVersion,
  ignitionFiles,
  ignitionMode,
  ignitionSections,
  ignitionUnits,
  kernelArguments,
  machineConfigExtensions,
  machineConfigKernel,
  machineConfigRoleLabel,
  featureGateOrder,
  featureGates,
  nodeFeatureRuleMatch,
  nfdOperandImage,
  nfdPrune,
  subscriptionStartingCsv,
  oneOperatorGroup,
  gpuOperatorChannel,
  ccManagerNamespace,
  clusterPolicyMode,
  kataConfigLogLevel,
  oneKataConfig,
  qgsSecrets,
  pccsSingleWriter,
  argocdSyncOptions,
  argocdRetry,
  hookTtl,
];

/**
 * Judges one object by every rule. What is waived, in the object or for the whole run, is information.
 *
 * @param input the object as read from YAML or JSON; it is not changed
 * @param context what the rules know of the run, from {@link policyContext}
 */
export function judgePolicies(input: unknown, context: PolicyContext): Finding[] {
  return judgeBy(POLICY_RULES, input, context);
}
