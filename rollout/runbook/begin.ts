import { gateJobName } from '../steps.ts';
import { attestationSecrets } from './attestation-secrets.ts';
import type { RunbookAttestation, RunbookCluster, RunbookOperator, RunbookStep } from './runbook-props.ts';
import { trustInGit } from './trust-in-git.ts';

/** How to begin: with what has to be there, and then with an engine or by hand. */
export function begin(
  cluster: RunbookCluster,
  steps: readonly RunbookStep[],
  attestation: RunbookAttestation | undefined,
  operatorsOfOthers: readonly RunbookOperator[],
): string[] {
  const { path, repository, revision, engines } = cluster.gitops;
  return [
    '## Begin',
    '',
    ...ofOthers(operatorsOfOthers),
    ...attestationSecrets(attestation),
    `Push this folder to \`${path}\` of ${repository} (${revision}), and choose one way:`,
    '',
    ...trustInGit(cluster),
    ...(engines.includes('argocd') ? argocd(cluster) : []),
    ...(engines.includes('flux') ? flux(cluster) : []),
    ...(engines.includes('argocd') ? byHand(path, steps) : []),
  ];
}

function ofOthers(operators: readonly RunbookOperator[]): string[] {
  if (operators.length === 0) return [];
  const names = operators.map(({ name, namespace }) => `\`${name}\` in namespace \`${namespace}\``);
  return [
    `This rollout does not install these operators, and needs them: ${names.join(', ')}. Their namespaces have to be there before it begins, and the first gate waits until they run. When everything is taken away, they stay.`,
    '',
  ];
}

function argocd({ gitops: { path, argocd }, operators }: RunbookCluster): string[] {
  const manual = Object.values(operators).some(({ approval }) => approval === 'Manual');
  return [
    '### With Argo CD',
    '',
    'Once, as an administrator. It gives Argo CD the rights that it lacks, in namespaces that it makes for that, and nowhere else. The sync begins by itself, holds at every gate, and goes on by itself. It has to know a private repository beforehand (`argocd repo add`, or a Secret with label `argocd.argoproj.io/secret-type: repository`), or the Application reads nothing.',
    '',
    '```sh',
    `oc apply -k ${path}/argocd`,
    '```',
    '',
    'Argo CD takes KataConfig, MachineConfigPools and operators for healthy at once; the gates do not rely on that. To see their real health in its views, add the checks that are rendered beside it (the first for OpenShift GitOps, the second for Argo CD by itself). The first replaces the list of checks that the ArgoCD object has: join them if you have others.',
    '',
    ...(manual
      ? [
          'Here they are needed, before the first sync: an operator has manual approval, and the check that Argo CD has of its own for Subscriptions would wait for ever for somebody to approve, ahead of the gate that does.',
          '',
        ]
      : []),
    '```sh',
    `oc patch argocd openshift-gitops -n ${argocd.namespace} --type merge --patch-file ${path}/argocd/openshift-gitops.patch`,
    `kubectl patch configmap argocd-cm -n ${argocd.namespace} --type merge --patch-file ${path}/argocd/argocd-cm.patch`,
    '```',
    '',
  ];
}

function flux({ gitops: { path, flux } }: RunbookCluster): string[] {
  const account = flux.serviceAccountName;
  const access =
    flux.secret === undefined
      ? 'The repository has to be public; for a private one name a Secret in the profile (`gitops.flux.secret`).'
      : `Secret \`${flux.secret}\` in \`${flux.namespace}\` has to be there, with what Flux needs to read the repository (\`flux create secret git\` makes one).`;
  return [
    '### With Flux',
    '',
    `Once, as an administrator. Each stage and each gate is a Kustomization that waits for the one before; a root keeps all of them equal to Git from then on. It takes Flux 2.5 or newer. ${access}`,
    '',
    ...(account === undefined
      ? []
      : [
          `It applies as account \`${account}\`, whose rights, and the namespaces that they are in, are in a folder that Flux does not read: apply that again when a commit changes it. With it comes a policy by which the account writes no Kustomization that is applied with another account. The account limits Flux, and not who may push, as long as kustomize-controller runs without \`--default-service-account\`.`,
          '',
        ]),
    '```sh',
    ...(account === undefined ? [] : [`kubectl apply -k ${path}/flux/access`]),
    `kubectl apply -k ${path}/flux`,
    'flux get kustomizations --watch',
    '```',
    '',
  ];
}

function byHand(path: string, steps: readonly RunbookStep[]): string[] {
  const lines = steps.flatMap(({ step }) => [
    `oc apply -k ${path}/${step.folder}`,
    ...(step.kind === 'gate'
      ? [`oc wait -n coco-gitops job/${gateJobName(step)} --for condition=complete --timeout 24h`]
      : []),
  ]);
  return [
    '### By hand',
    '',
    'The gates work without an engine too. `oc wait` does not notice a gate that has given up: look at `oc get jobs -n coco-gitops` from a second terminal, and delete the Job of such a gate to run it again; after a change of what stands before it, delete those that have passed too. Never apply the whole folder at once: nothing would wait.',
    '',
    '```sh',
    ...lines,
    '```',
    '',
  ];
}
