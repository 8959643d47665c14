import type { RunbookCluster } from './runbook-props.ts';

/** What the engines have to know before they take signed revisions only; or what it means that they take any. */
export function trustInGit({ gitops: { engines, argocd, flux } }: RunbookCluster): string[] {
  const keys = engines.includes('argocd') ? argocd.signatureKeys : undefined;
  const verify = engines.includes('flux') ? flux.verify : undefined;
  if (keys === undefined && verify === undefined) {
    return [
      '**Whoever may push there is root on every node**: MachineConfigs, privileged pods and access rights are applied as they are pushed. Protect the branch, and let the engine take signed revisions only (`gitops.argocd.signatureKeys`, `gitops.flux.verify` in the profile).',
      '',
    ];
  }
  return [
    'Only a signed revision is taken: the newest commit or the tag, not those before it. Whoever signs, a forge that signs merges among them, is root on every node; who only pushes is not.',
    '',
    ...(keys === undefined
      ? []
      : [
          `Argo CD has to have the public keys of ${keys.map((key) => `\`${key}\``).join(', ')} before the first sync (its repository server must not run with \`ARGOCD_GPG_ENABLED=false\`, or nothing is verified):`,
          '',
          '```sh',
          'argocd gpg add --from KEY.asc',
          '```',
          '',
        ]),
    ...(verify === undefined
      ? []
      : [
          `Flux has to have the public keys in Secret \`${verify.secret}\`; it verifies ${VERIFIED[verify.mode] ?? verify.mode}:`,
          '',
          '```sh',
          `kubectl create secret generic ${verify.secret} -n ${flux.namespace} --from-file=NAME.asc`,
          '```',
          '',
        ]),
  ];
}

const VERIFIED: Readonly<Record<string, string>> = {
  HEAD: 'the commit',
  Tag: 'the tag',
  TagAndHEAD: 'the tag and its commit',
};
