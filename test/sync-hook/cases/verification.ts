import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { type Loose, set } from '../support/loose.ts';
import { condition, verificationPath } from '../support/ready-cluster.ts';

const { cluster } = DATA.verified;
const NAME: Readonly<Record<string, string>> = Object.fromEntries(
  (cluster.verification?.jobs ?? []).map(({ name, verifies }) => [verifies, name]),
);

/** Changes of the Job that verifies something, and what its conditions say of them. */
function changesOf(verifies: string) {
  const path = verificationPath(cluster, verifies);
  const job =
    (value: unknown, ...keys: string[]) =>
    (state: State) =>
      set(state.get(path), value, ...keys);
  const ended = (conditions: Loose[]) => job(conditions, 'status', 'conditions');
  const exited = (code: number) =>
    `Container verify for pod coco-verification/${NAME[verifies]}-x7k2p failed with exit code ${code} matching FailJob rule at index 1`;
  const failed = (more: Loose) =>
    ended([condition('FailureTarget', 'True'), condition('Failed', 'True', more)]);
  return { path, job, ended, exited, failed };
}

function casesOfVerified(verifies: string): VerdictCase[] {
  const verdicts = casesOf(`${verifies}-verified`, 'verified');
  const { path, job, ended, failed } = changesOf(verifies);
  return [
    verdicts.ok('complete', () => {}),
    verdicts.wait('none', (state) => state.remove(path), `no Job ${NAME[verifies]}`),
    verdicts.wait('just made', job(undefined, 'status'), '0 pods are active'),
    verdicts.wait(
      'under way',
      (state) => {
        ended([])(state);
        job(1, 'status', 'active')(state);
        job(2, 'status', 'failed')(state);
      },
      '1 pods are active, 2 have failed',
    ),
    verdicts.wait('complete, but not really', ended([condition('Complete', 'False')]), '0 pods are active'),
    verdicts.wait(
      'complete, and being deleted',
      job('2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
      'being deleted',
    ),
    verdicts.wait(
      'failed, and being deleted: the next one runs anew',
      (state) => {
        failed({})(state);
        job('2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp')(state);
      },
      'being deleted',
    ),
    verdicts.wait('about to fail', ended([condition('FailureTarget', 'True')]), '0 pods are active'),
    ...casesOfFailures(`${verifies}-verified`, verifies),
  ];
}

function casesOfNotFailed(verifies: string): VerdictCase[] {
  const verdicts = casesOf(`${verifies}-not-failed`, 'verified');
  const { path, job, ended, failed } = changesOf(verifies);
  return [
    verdicts.ok('complete', () => {}),
    verdicts.ok('none', (state) => state.remove(path)),
    verdicts.ok('under way', ended([])),
    verdicts.ok('failed, and being deleted', (state) => {
      failed({})(state);
      job('2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp')(state);
    }),
    ...casesOfFailures(`${verifies}-not-failed`, verifies),
  ];
}

function casesOfFailures(id: string, verifies: string): VerdictCase[] {
  const verdicts = casesOf(id, 'verified');
  const { failed, exited } = changesOf(verifies);
  const late = 'no verdict within an hour';
  const WORDS: Readonly<Record<string, readonly (readonly [Loose, string])[]>> = {
    attestation: [
      [
        { reason: 'PodFailurePolicy', message: exited(10) },
        'exit status 10: the KBS released the resource, but',
      ],
      [{ reason: 'PodFailurePolicy', message: exited(11) }, 'exit status 11: the KBS answers, but the guest'],
      [
        { reason: 'BackoffLimitExceeded', message: 'has reached the specified backoff limit' },
        '12: the KBS cannot',
      ],
      [{ reason: 'DeadlineExceeded', message: 'was active longer than specified deadline' }, late],
    ],
    gpu: [
      [
        { reason: 'BackoffLimitExceeded', message: 'has reached the specified backoff limit' },
        'the computation on',
      ],
      [{ reason: 'DeadlineExceeded' }, late],
    ],
    refusal: [
      [
        { reason: 'PodFailurePolicy', message: exited(20) },
        'exit status 20: the KBS released the resource to a guest',
      ],
      [{ reason: 'BackoffLimitExceeded' }, '13: the guest has no data hub'],
      [{ reason: 'DeadlineExceeded' }, late],
    ],
  };
  return [
    ...(WORDS[verifies] ?? []).map(([more, words]) =>
      verdicts.fatal(`failed: ${more['reason']}, ${more['message']}`, failed(more), words),
    ),
    verdicts.fatal('failed in another way', failed({ reason: 'Odd', message: 'odd words' }), 'odd words'),
    verdicts.fatal(
      'failed with an exit status that nobody knows',
      failed({ message: exited(77) }),
      'exit code 77',
    ),
    verdicts.fatal('failed without a word', failed({}), 'the Job has failed'),
  ];
}

export const verificationCases = ['attestation', 'gpu', 'refusal'].flatMap((verifies) => [
  ...casesOfVerified(verifies),
  ...casesOfNotFailed(verifies),
]);
