import { describe, expect, it } from 'vitest';
import { cronSchedule } from '../../../validation/kubernetes/cron-schedule.ts';
import { timeZone } from '../../../validation/kubernetes/time-zone.ts';
import { podSpec } from '../support/judge.ts';
import { accepts, made, refuses } from '../support/verdicts.ts';

const template = (spec: object = {}, labels: object = {}): object => ({
  metadata: { labels },
  spec: podSpec({}, { restartPolicy: 'Never', ...spec }),
});
const job = (spec: object, metadata: object = {}): object =>
  made('batch/v1', 'Job', { spec: { template: template(), ...spec } }, metadata);
const cron = (spec: object, jobSpec: object = {}): object =>
  made('batch/v1', 'CronJob', {
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: template(), ...jobSpec } }, ...spec },
  });
const indexed = (spec: object, metadata: object = {}): object =>
  job({ completionMode: 'Indexed', ...spec }, metadata);
const failing = (...rules: object[]): object => job({ podFailurePolicy: { rules } });
const exits = (onExitCodes: object): object =>
  failing({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1], ...onExitCodes } });
const succeeding = (...rules: object[]): object => indexed({ completions: 10, successPolicy: { rules } });

describe('a Job', () => {
  accepts({
    little: job({}),
    'restarts in place': job({ template: template({ restartPolicy: 'OnFailure' }) }),
    'an end for its pods': job({
      template: template({ activeDeadlineSeconds: 5 }),
      activeDeadlineSeconds: 0,
    }),
    'an index, and one completion by default': indexed({}),
    'failures by index': indexed({ completions: 5, backoffLimitPerIndex: 0, maxFailedIndexes: 5 }),
    'its own name as a label': job({ template: template({}, { 'job-name': 'x' }) }),
    'a selector of its own': job({
      manualSelector: true,
      selector: { matchLabels: { a: 'b' } },
      template: template({}, { a: 'b' }),
    }),
    // Only the labels that the server makes limit the name (pkg/registry/batch/job, generateSelector).
    'a long name, with labels of its own': {
      ...job({
        manualSelector: true,
        selector: { matchLabels: { a: 'b' } },
        template: template({}, { a: 'b' }),
      }),
      metadata: { name: 'a'.repeat(64) },
    },
    'a generated name for its pods': { ...indexed({}), metadata: { generateName: 'a-' } },
    'a selector by its name': job({ selector: { matchLabels: { 'batch.kubernetes.io/job-name': 'x' } } }),
    'another manager': job({ managedBy: 'example.com/manager' }),
  });
  refuses({
    'a generated name that its pods cannot have': [
      { ...indexed({}), metadata: { generateName: 'a.b-' } },
      'api/metadata-name /metadata/generateName',
    ],
    'restarts for ever': [
      job({ template: template({ restartPolicy: 'Always' }) }),
      'api/enum /spec/template/spec/restartPolicy',
    ],
    'restarts by default': [
      job({ template: { spec: podSpec() } }),
      'api/required /spec/template/spec/restartPolicy',
    ],
    'negative numbers': [
      job({ parallelism: -1, backoffLimit: -1, ttlSecondsAfterFinished: -1 }),
      'api/bounds /spec/parallelism',
      'api/bounds /spec/backoffLimit',
      'api/bounds /spec/ttlSecondsAfterFinished',
    ],
    'a selector of others': [
      job({ selector: { matchLabels: { a: 'b' } } }),
      'api/invalid-value /spec/selector',
    ],
    'a label that the server makes': [
      job({ template: template({}, { 'controller-uid': 'u' }) }),
      'api/forbidden /spec/template/metadata/labels/controller-uid',
    ],
    'the name of another as a label': [
      job({ template: template({}, { 'job-name': 'y' }) }),
      'api/invalid-value /spec/template/metadata/labels/job-name',
    ],
    'no selector of its own': [job({ manualSelector: true }), 'api/required /spec/selector'],
    'an empty mode': [job({ completionMode: '' }), 'api/enum /spec/completionMode'],
    'failures by an index that there is not': [
      job({ backoffLimitPerIndex: 1 }),
      'api/forbidden /spec/backoffLimitPerIndex',
    ],
    'indexes without an end': [indexed({ parallelism: 2 }), 'api/required /spec/completions'],
    'more failures than indexes': [
      indexed({ completions: 2, backoffLimitPerIndex: 1, maxFailedIndexes: 3 }),
      'api/bounds /spec/maxFailedIndexes',
    ],
    'failures to count and no limit': [
      indexed({ completions: 2, maxFailedIndexes: 1 }),
      'api/required /spec/backoffLimitPerIndex',
    ],
    'many indexes and much to keep': [
      indexed({ completions: 100_001, parallelism: 10_001, backoffLimitPerIndex: 1 }),
      'api/required /spec/maxFailedIndexes',
      'api/bounds /spec/parallelism',
    ],
    'a name that leaves no room for an index': [
      indexed({ completions: 10 }, { name: 'a'.repeat(62) }),
      'api/metadata-name /metadata/name',
    ],
    'a manager without a domain': [job({ managedBy: 'me' }), 'api/format /spec/managedBy'],
    'a replacement that does not exist': [
      job({ podReplacementPolicy: 'Never' }),
      'api/enum /spec/podReplacementPolicy',
    ],
  });
});

describe('the failure policy of a Job', () => {
  const at = '/spec/podFailurePolicy/rules/0';
  accepts({
    'exit codes and conditions': failing(
      { action: 'FailJob', onExitCodes: { containerName: 'c', operator: 'In', values: [1, 42] } },
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: '' }] },
    ),
    'success among what is not meant': exits({ operator: 'NotIn', values: [0] }),
  });
  refuses({
    'restarts in place': [
      job({ template: template({ restartPolicy: 'OnFailure' }), podFailurePolicy: { rules: [] } }),
      'api/invalid-value /spec/template/spec/restartPolicy',
    ],
    'replacements before a failure': [
      job({ podFailurePolicy: { rules: [] }, podReplacementPolicy: 'TerminatingOrFailed' }),
      'api/enum /spec/podReplacementPolicy',
    ],
    'no condition': [failing({ action: 'Count' }), `api/invalid-value ${at}`],
    'an index to fail that there is not': [
      failing({ action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } }),
      `api/enum ${at}/action`,
    ],
    'success as a failure': [exits({ values: [0] }), `api/invalid-value ${at}/onExitCodes/values/0`],
    'codes out of order': [exits({ values: [2, 1] }), `api/invalid-value ${at}/onExitCodes/values/1`],
    'one code twice': [exits({ values: [1, 1] }), `api/duplicate ${at}/onExitCodes/values/1`],
    'no codes': [exits({ values: [] }), `api/required ${at}/onExitCodes/values`],
    'a container that is not there': [
      exits({ containerName: 'd' }),
      `api/not-found ${at}/onExitCodes/containerName`,
    ],
  });
});

describe('the success policy of a Job', () => {
  const at = '/spec/successPolicy/rules/0';
  accepts({
    'indexes and a number': succeeding({ succeededIndexes: '0,2-4', succeededCount: 4 }),
    'a number': succeeding({ succeededCount: 10 }),
  });
  refuses({
    'no rules': [succeeding(), 'api/required /spec/successPolicy/rules'],
    'an empty rule': [succeeding({}), `api/invalid-value ${at}`],
    'more than there are': [
      succeeding({ succeededIndexes: '1-2', succeededCount: 3 }),
      `api/bounds ${at}/succeededCount`,
    ],
    'indexes beyond the end': [succeeding({ succeededIndexes: '10' }), `api/format ${at}/succeededIndexes`],
    'indexes out of order': [succeeding({ succeededIndexes: '3,1' }), `api/format ${at}/succeededIndexes`],
    'an interval of one': [succeeding({ succeededIndexes: '3-3' }), `api/format ${at}/succeededIndexes`],
    'no index': [
      job({ successPolicy: { rules: [{ succeededCount: 1 }] } }),
      'api/forbidden /spec/successPolicy',
    ],
  });
});

describe('a CronJob', () => {
  accepts({
    little: cron({}),
    'a condition of its pods without a status': cron(
      {},
      {
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
      },
    ),
    'a time zone': cron({ timeZone: 'Europe/Berlin', concurrencyPolicy: '' }),
    'a long prefix beside its name': {
      ...cron({}),
      metadata: { name: 'x', generateName: 'a'.repeat(60) },
    },
  });
  refuses({
    'a time zone in its schedule': [
      cron({ schedule: 'CRON_TZ=UTC 0 0 * * *' }),
      'api/invalid-value /spec/schedule',
    ],
    'no schedule': [cron({ schedule: '' }), 'api/required /spec/schedule'],
    'a schedule of seconds': [cron({ schedule: '0 0 0 * * *' }), 'api/format /spec/schedule'],
    'an empty time zone': [cron({ timeZone: '' }), 'api/required /spec/timeZone'],
    'a time zone that is none': [cron({ timeZone: 'Local' }), 'api/format /spec/timeZone'],
    'a policy that does not exist': [
      cron({ concurrencyPolicy: 'Queue' }),
      'api/enum /spec/concurrencyPolicy',
    ],
    'a negative history': [cron({ failedJobsHistoryLimit: -1 }), 'api/bounds /spec/failedJobsHistoryLimit'],
    'a selector': [
      cron({}, { selector: { matchLabels: { a: 'b' } } }),
      'api/forbidden /spec/jobTemplate/spec/selector',
    ],
    'a selector of its own': [
      cron({}, { manualSelector: true }),
      'api/forbidden /spec/jobTemplate/spec/manualSelector',
    ],
    'indexes without an end': [
      cron({}, { completionMode: 'Indexed' }),
      'api/required /spec/jobTemplate/spec/completions',
    ],
  });
});

describe('a schedule', () => {
  it.each([
    '* * * * *',
    '? ? ? ? ?',
    '0/15 0-23/2 1,15 jan-MAR sun',
    '*/100 * * * *',
    '*-5 * * * *',
    ', * * * *',
    '+5 * * * *',
    '  0   0  1 1\t0 ',
    '@daily',
    '@every 1h30m',
    '@every 0',
    '@every .5s',
  ])('may be %s', (schedule) => {
    expect(cronSchedule(schedule)).toBeUndefined();
  });

  it.each([
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * L * *',
    '* * * 13 *',
    '* * * * 7',
    '5-1 * * * *',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    '-5 * * * *',
    '5- * * * *',
    '* * * *',
    '* * * * * *',
    '@Daily',
    '@reboot',
    '@every day',
    '@every 1',
    '@every -',
  ])('may not be %s', (schedule) => {
    expect(cronSchedule(schedule)).toEqual(expect.any(String));
  });

  it('is read in time that grows with its length', () => {
    const start = performance.now();
    for (const hostile of ['1'.repeat(3e6), `@every ${'1'.repeat(3e6)}`, `${'*,'.repeat(1e6)}x * * * *`])
      expect(cronSchedule(hostile)).toEqual(expect.any(String));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a time zone', () => {
  it('has a name of the database, in its case', () => {
    for (const fine of [
      'UTC',
      'Etc/UTC',
      'Europe/Berlin',
      'America/Argentina/ComodRivadavia',
      'Asia/Calcutta',
    ])
      expect(timeZone(fine)).toBeUndefined();
    for (const wrong of [
      '',
      'Local',
      'LOCAL',
      'europe/berlin',
      'EUROPE/BERLIN',
      '+01:00',
      'Mars/Base',
      '../UTC',
      'Europe/',
    ])
      expect(timeZone(wrong)).toEqual(expect.any(String));
  });
});
