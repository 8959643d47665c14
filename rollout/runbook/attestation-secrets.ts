import type { RunbookAttestation } from './runbook-props.ts';

/** Where the Secrets of the attestation services come from, and what has to be there for that. */
export function attestationSecrets(attestation: RunbookAttestation | undefined): string[] {
  if (attestation === undefined) return [];
  return [...ofSource(attestation), ...ofCertificate(attestation)];
}

function ofSource(attestation: RunbookAttestation): string[] {
  const { namespace, secrets, source } = attestation;
  const rows = secrets.map(
    ({ name, keys }) => `| \`${namespace}\` | \`${name}\` | ${keys.map((key) => `\`${key}\``).join(', ')} |`,
  );
  const table = ['', '| namespace | Secret | keys |', '|---|---|---|', ...rows, ''];
  switch (source) {
    case 'existing':
      return [
        'These Secrets have to exist before the attestation stage. They are never in Git.',
        ...table,
        ...makeByHand(attestation),
      ];
    case 'sealed-secrets':
      return [
        'The Sealed Secrets controller has to be there before the first sync: it makes these Secrets from the sealed values in Git.',
        ...table,
        'It does not take over a Secret that somebody else has made: delete that first. For new values: `coco-gitops seal`, and `oc delete pod` of what reads them.',
        '',
      ];
    case 'external-secrets':
      return [
        'External Secrets Operator and the store that the profile names have to be there before the first sync: it makes these Secrets. The entry of the store has each key as a property.',
        ...table,
      ];
  }
}

/** As in the document, but with random tokens, and no value in the arguments of a process. */
function makeByHand({ namespace, certificate }: RunbookAttestation): string[] {
  return [
    'As soon as the namespace is there (the rollout waits for them), with the key of your subscription at the Intel Trusted Services API portal; keep the administrator token, `$admin`, of which the cluster gets the hash alone:',
    '',
    '```bash',
    'read -rsp "Key of the Intel service: " key; echo',
    'user=$(openssl rand -hex 32)',
    'admin=$(openssl rand -hex 32)',
    'hash() { printf %s "$1" | sha512sum | tr -d " \\n-"; }',
    `oc create secret generic pccs-secrets -n ${namespace} \\`,
    '  --from-file=PCCS_API_KEY=<(printf %s "$key") \\',
    '  --from-file=PCCS_USER_TOKEN_HASH=<(hash "$user") \\',
    '  --from-file=PCCS_ADMIN_TOKEN_HASH=<(hash "$admin")',
    `oc create secret generic qgs-secrets -n ${namespace} --from-file=USER_TOKEN=<(printf %s "$user")`,
    ...(certificate === 'cert-manager'
      ? []
      : [
          `openssl req -x509 -sha256 -nodes -days 365 -newkey rsa:2048 -subj "/CN=pccs-service.${namespace}.svc" \\`,
          `  -addext "subjectAltName=DNS:pccs-service,DNS:pccs-service.${namespace}.svc" -keyout private.pem -out file.crt`,
          `oc create secret generic pccs-tls -n ${namespace} --from-file=private.pem --from-file=file.crt`,
          // It was made in the folder that is pushed.
          'rm private.pem',
        ]),
    '```',
    '',
  ];
}

function ofCertificate({ namespace, certificate, verified }: RunbookAttestation): string[] {
  const restart = `\`oc delete pod -n ${namespace} -l app=pccs\``;
  if (certificate === 'secret') {
    return verified
      ? [
          `The quote generation service verifies the certificate of PCCS by \`pccs.tls.certificateAuthority\` of the profile. Before the certificate ends, and when you replace it: change the Secret, and then ${restart}, since PCCS reads it when it starts and never again. A week after it has ended no new platform data is to be had, and quotes fail.`,
          '',
        ]
      : [
          'Nothing verifies the certificate of PCCS: who can answer in its place gets the user token, though nothing that Intel has not signed is believed. Put the CA, or `file.crt` itself, into the profile as `pccs.tls.certificateAuthority`, or have cert-manager make it.',
          '',
        ];
  }
  return [
    `cert-manager and the issuer that the profile names have to be there before the first sync: they make Secret \`pccs-certificate\`. The quote generation service verifies it by its \`ca.crt\`; an issuer that gives none (ACME) needs \`pccs.tls.certificateAuthority\` in the profile, or the pods do not start. PCCS reads its certificate when it starts and never again: CronJob \`pccs-renewal\` replaces its pod, once a day, after a renewal. By hand: ${restart}.`,
    '',
  ];
}
