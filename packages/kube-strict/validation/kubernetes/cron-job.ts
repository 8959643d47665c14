import { cronSchedule } from './cron-schedule.ts';
import { checkJobSpec, checkNameLength } from './job.ts';
import type { Part } from './part.ts';
import { timeZone } from './time-zone.ts';
import { checkCounts } from './workloads.ts';

/** Leaves room for the eleven characters that the names of its jobs have more. */
const MOST_NAME_CHARACTERS = 52;

/** Jobs at times (k8s.io/kubernetes pkg/apis/batch/validation, validateCronJobSpec). */
export function checkCronJob(cronJob: Part): void {
  const spec = cronJob.at('spec');
  checkNameLength(cronJob, MOST_NAME_CHARACTERS);
  const [schedule, zone] = [spec.at('schedule'), spec.at('timeZone')];
  if (schedule.text.includes('TZ'))
    schedule.invalid('Expected a schedule without a time zone: set timeZone.');
  else schedule.expectRequired(cronSchedule);
  if (zone.exists && zone.requireText()) zone.expect(timeZone);
  checkCounts(spec, ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']);
  spec.at('concurrencyPolicy').oneOfOrDefault(['Allow', 'Forbid', 'Replace']);
  const job = spec.at('jobTemplate', 'spec');
  checkJobSpec(job, 'CronJob');
  job.at('selector').forbidIfSet('in the template of a job: the server makes it');
  if (job.at('manualSelector').flag) job.at('manualSelector').forbid('to true in the template of a job');
}
