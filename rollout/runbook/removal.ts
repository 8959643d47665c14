import { removalReboots } from '../reboots.ts';
import type { RunbookCluster, RunbookStep } from './runbook-props.ts';

/**
 * How everything is taken away again, in the one order that does not end half way.
 *
 * @param heldByHook whether Argo CD itself runs the gate before a removal
 */
export function removal(
  cluster: RunbookCluster,
  steps: readonly RunbookStep[],
  heldByHook: boolean,
): string[] {
  const { gitops, verification } = cluster;
  const stages = steps.filter(({ step }) => step.kind === 'stage').map(({ step }) => step.folder);
  return [
    '## Take away',
    '',
    'Last stage first, each gone before the next: ' +
      `${[...stages]
        .reverse()
        .map((folder) => `\`${folder}\``)
        .join(', ')}.`,
    '',
    `- First delete every pod with a \`kata\` runtime class, in all namespaces${
      verification === undefined
        ? ''
        : '; those of the Jobs that verify attestation go with their stages. They have ended, but KataConfig waits for such pods too'
    }.`,
    '- The feature gates go before KataConfig: with them on, and the TEE label gone, the operator never gets to the deletion.',
    `- KataConfig goes before node feature discovery and before its operator, and reboots every node of the pool, ${removalReboots(cluster)}. Wait until it is gone.`,
    '- Deleting a Subscription leaves its ClusterServiceVersion: delete that too. Custom resource definitions stay as well; the document (5.4) has that of KataConfig deleted at the very end.',
    '- MachineConfigs, KataConfig, node features, namespaces and volume claims are pruned or deleted only after a confirmation (`Prune=confirm,Delete=confirm`).',
    ...(gitops.engines.includes('argocd')
      ? [
          '- Argo CD: a cascading deletion of the Application goes in this order by itself (sync waves, last first)' +
            (heldByHook
              ? ', and begins with the gate before a removal.'
              : '. Before 3.3 it has no hook for the gate before a removal: see first that its conditions hold.'),
        ]
      : []),
    ...(gitops.engines.includes('flux')
      ? [
          `- Flux does not order deletions, and its root makes again what is deleted: \`flux suspend kustomization coco-${cluster.name} -n ${gitops.flux.namespace}\` first, then delete the Kustomizations by hand, last first, and the objects of the stages that are not pruned. The root goes last; it takes nothing along.`,
        ]
      : []),
    '',
  ];
}
