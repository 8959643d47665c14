import { FORMER_ACCOUNT } from '../gates/accounts.ts';
import { fluxTimeoutMinutes } from '../gates/longest-wait.ts';
import type { RunbookCluster, RunbookStep } from './runbook-props.ts';

/** How a later commit comes in, what an administrator has to apply again for it, and what helps when it does not come. */
export function laterCommits(cluster: RunbookCluster, steps: readonly RunbookStep[]): string[] {
  const { engines } = cluster.gitops;
  return [
    ...(engines.includes('argocd') ? argocd(cluster) : []),
    ...(engines.includes('flux') ? flux(cluster) : []),
    ...fromBefore(cluster, steps),
  ];
}

function argocd({ name, gitops: { path, argocd } }: RunbookCluster): string[] {
  const app = `coco-${name}`;
  return [
    '### A later commit, with Argo CD',
    '',
    `- The AppProject and the rights of the controller allow what a commit has, and no more. A commit that adds a kind, a namespace or an object of the whole cluster (another option of the profile, another version of this program) needs them applied again, by an administrator, and then goes on by itself: \`oc apply -k ${path}/argocd\`. That is never wrong. Until then the sync says \`resource GROUP:KIND is not permitted in project ${app}\`, \`namespace NAME is not permitted in project '${app}'\`, or \`is forbidden: User "system:serviceaccount:${argocd.namespace}:…" cannot …\`.`,
    argocd.version === undefined || hasRefresh(argocd.version)
      ? '- While a gate waits, a newer commit waits too, until the gate passes or gives up; the next attempt takes the newest commit.'
      : `- While a gate waits, a newer commit waits too. Argo CD ${argocd.version} tries again without end, but always the commit that it began with (from 3.2 on it takes the newest). To bring a newer one in, end the operation: \`argocd app terminate-op ${app}\`. The newest commit is then synced by itself.`,
    `- A gate whose pod never starts (its image cannot be pulled, a quota or an admission policy refuses it) ends as failed at its deadline, which the gates have above. Nobody has to wait for that: mend what keeps the pod out, and it starts; or end the operation, and the newest commit is synced: \`argocd app terminate-op ${app}\`. The same commit is not tried again by itself then: \`argocd app sync ${app}\`.`,
    '- An operation that is ended, or lost while the API is away, may leave its marker, an empty MachineConfig `99-zz-coco-*`. The next sync of the same content takes it away; others may be deleted at any time, without a reboot.',
    '',
  ];
}

function flux({
  name,
  nodes,
  gitops: {
    path,
    flux: { namespace, serviceAccountName },
  },
}: RunbookCluster): string[] {
  const minutes = fluxTimeoutMinutes(nodes.expected);
  return [
    '### A later commit, with Flux',
    '',
    `- Kustomization \`coco-${name}\` keeps the chain, the GitRepository and itself equal to \`${path}/flux\` in Git. Each gate is a Kustomization with a digest in its name: a change makes another one and deletes the old one, so that nothing that has passed before counts again.`,
    `- A later commit comes in within minutes, also while a gate of an earlier one waits. That one is being deleted then, and holds one of the workers of kustomize-controller (four, if nobody has changed that) until its timeout. When all of them are held, a commit comes in after ${minutes} minutes at the latest; at once with \`kubectl rollout restart deployment kustomize-controller -n ${namespace}\`.`,
    '- A gate never ends as failed. When a registry or a quota recovers its pod starts by itself; a wrong image in Git is mended by a commit.',
    '- The Kustomization of a stage that is gone from Git is deleted with its objects, at once and in no order, but for stages with objects whose deletion reboots nodes or loses data (namespaces, node features, MachineConfigs, KataConfig, volume claims): these objects stay until a person deletes them.',
    ...(serviceAccountName === undefined
      ? []
      : [
          `- A commit that adds a kind, a namespace or an object of the whole cluster needs the rights of account \`${serviceAccountName}\` applied again: \`kubectl apply -k ${path}/flux/access\`. Until then a Kustomization says \`is forbidden: User "system:serviceaccount:${namespace}:${serviceAccountName}" cannot …\`.`,
        ]),
    '',
    '```sh',
    `flux reconcile kustomization coco-${name} -n ${namespace} --with-source`,
    `flux get kustomizations -n ${namespace}`,
    '```',
    '',
  ];
}

/** What an upgrade leaves on purpose, so that gates that still run can finish. */
function fromBefore(
  {
    name,
    gitops: {
      engines,
      path,
      flux: { namespace },
    },
  }: RunbookCluster,
  steps: readonly RunbookStep[],
): string[] {
  const former = steps.flatMap(({ step }) => (step.kind === 'gate' ? [`coco-${name}-${step.folder}`] : []));
  return [
    '### After an upgrade from a version with one account for all gates',
    '',
    `Account \`${FORMER_ACCOUNT}\` stays, with rights that no gate has any more, so that gates that still run can finish. Remove it when no pod of it is left:`,
    '',
    '```sh',
    'oc get pods -n coco-gitops -o custom-columns=NAME:.metadata.name,ACCOUNT:.spec.serviceAccountName',
    `for ns in $(oc get rolebindings -A --field-selector metadata.name=${FORMER_ACCOUNT} -o jsonpath='{.items[*].metadata.namespace}'); do oc delete role,rolebinding ${FORMER_ACCOUNT} -n "$ns"; done`,
    `oc delete clusterrole,clusterrolebinding ${FORMER_ACCOUNT}`,
    `oc delete serviceaccount ${FORMER_ACCOUNT} -n coco-gitops`,
    '```',
    '',
    ...(engines.includes('flux')
      ? [
          'With Flux the chain of such a version has no root. Apply the new one once, and delete the gates of the old one:',
          '',
          '```sh',
          `kubectl apply -k ${path}/flux`,
          `kubectl delete kustomization -n ${namespace} --ignore-not-found ${former.join(' ')}`,
          '```',
          '',
        ]
      : []),
  ];
}

/** `retry.refresh` of an Application (argo-cd 3.2). */
function hasRefresh(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 2);
}
