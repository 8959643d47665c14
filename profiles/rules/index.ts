import { agentPolicy } from './agent-policy.ts';
import { argocdVersion } from './argocd-version.ts';
import { certificate } from './certificate.ts';
import { deploymentMode } from './deployment-mode.ts';
import { fluxAccount } from './flux-account.ts';
import { fluxRepository } from './flux-repository.ts';
import { gpuOperatorCatalog } from './gpu-operator-catalog.ts';
import { gpuOperatorChannel } from './gpu-operator-channel.ts';
import { installedOperator } from './installed-operator.ts';
import { iommuArguments } from './iommu-arguments.ts';
import { manualApproval } from './manual-approval.ts';
import { noEffect } from './no-effect.ts';
import { nodeCount } from './node-count.ts';
import { nodeSelector } from './node-selector.ts';
import { nodeSelectorLabels } from './node-selector-labels.ts';
import { pccsStorage } from './pccs-storage.ts';
import { pccsTls } from './pccs-tls.ts';
import type { Rule } from './rule.ts';
import { signedCommits } from './signed-commits.ts';
import { startingCsv } from './starting-csv.ts';
import { supportedOpenshift } from './supported-openshift.ts';
import { trusteeReachable } from './trustee-reachable.ts';
import { verificationGpu } from './verification-gpu.ts';
import { workloadEnv } from './workload-env.ts';
import { workloadGpus } from './workload-gpus.ts';
import { workloadKinds } from './workload-kinds.ts';
import { workloadMemory } from './workload-memory.ts';
import { workloadNames } from './workload-names.ts';
import { workloadNamespaces } from './workload-namespaces.ts';
import { workloadSecrets } from './workload-secrets.ts';

/** Every rule. A new one is a file of its own and an entry here. */
export const RULES: readonly Rule[] = [
  agentPolicy,
  argocdVersion,
  certificate,
  deploymentMode,
  fluxAccount,
  fluxRepository,
  gpuOperatorCatalog,
  gpuOperatorChannel,
  iommuArguments,
  installedOperator,
  manualApproval,
  noEffect,
  nodeCount,
  nodeSelector,
  nodeSelectorLabels,
  startingCsv,
  signedCommits,
  supportedOpenshift,
  trusteeReachable,
  pccsStorage,
  verificationGpu,
  pccsTls,
  workloadEnv,
  workloadGpus,
  workloadKinds,
  workloadMemory,
  workloadNames,
  workloadNamespaces,
  workloadSecrets,
];
