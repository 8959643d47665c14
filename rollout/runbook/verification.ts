/** What is asked of the key broker service. */
export interface RunbookVerificationSettings {
  readonly attestation: { readonly resource: string; readonly expect: string };
  readonly refusal: boolean;
}

/** A Job that verifies something, and what its ends mean. */
export interface RunbookVerification {
  readonly name: string;
  readonly means: Readonly<Record<string, string>>;
}

/**
 * What the key broker service has to have before attestation is verified, and what each end of a Job means: for the one
 * who is on call when a rollout stops there.
 */
export function verification(
  { attestation, refusal }: RunbookVerificationSettings,
  jobs: readonly RunbookVerification[],
  namespace: string,
  engines: readonly ('argocd' | 'flux')[],
): string[] {
  return [
    '## Verification',
    '',
    'Before the workloads start, Jobs with the runtime class and the initdata of the workloads try out whether a guest gets what it needs. They find mistakes in the configuration. They keep no adversary out: their status comes from the API and the node that they test, and whoever controls those can show any. What was released, and to what evidence, is in the log of the key broker service (KBS), on the other cluster. It has to be ready for them:',
    '',
    `- It has the resource \`${attestation.resource}\` with the content \`${attestation.expect}\`, and releases it to this initdata.`,
    ...(refusal
      ? [
          '- It refuses the resource to any other initdata. The default attestation policies of Trustee 1.1 and 1.2 do not look at initdata, so that the agent policy in it protects no secret: let the attestation policy compare `input.init_data` with the digest of yours, and the resource policy ask for that. If you accept that it does not, set `verification.refusal: false` in the profile.',
        ]
      : []),
    '',
    'The agent policy closes logs and exec: the status of a Job is all that comes out. It stays, and the Job is never run again while nothing of it changes; another initdata or image makes another Job. To verify once more, delete the Job: the next sync makes it again.',
    '',
    '```sh',
    `oc get jobs,pods -n ${namespace}`,
    `oc get pods -n ${namespace} -o custom-columns=NAME:.metadata.name,EXIT:.status.containerStatuses[0].state.terminated.exitCode`,
    '```',
    '',
    '| Job | exit status, or reason | what it means |',
    '|---|---|---|',
    ...jobs.flatMap(({ name, means }) =>
      Object.entries(means).map(([key, text]) => `| \`${name}\` | ${key} | ${text} |`),
    ),
    '',
    ...(engines.includes('argocd')
      ? [
          'Argo CD ends the sync by itself when a Job has failed; the gate before it says in the next attempt what helps. It leaves Jobs of earlier initdata, and shows them as out of sync, until you prune or delete them.',
          '',
        ]
      : []),
    ...(engines.includes('flux')
      ? [
          'With Flux the gate goes on to wait when a Job has failed, and says in its log what helps. Jobs of earlier initdata are removed.',
          '',
        ]
      : []),
  ];
}
