import { describe } from '../describe.ts';
import { generatedName } from '../metadata/name-rules.ts';
import { dnsLabel } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkPodTemplate } from './pod.ts';
import { checkPodFailurePolicy } from './pod-failure-policy.ts';
import { checkSelector, labelsOf, selects } from './selectors.ts';
import { checkSuccessPolicy } from './success-policy.ts';
import { domainPrefixedPath } from './texts.ts';
import { checkCounts } from './workloads.ts';

// Pods that end: k8s.io/kubernetes pkg/apis/batch/validation/validation.go.

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];
/** Pods at once, when each has an index. */
const MOST_PARALLEL = 100_000;
/** With so many indexes, all that is kept of failures must be little. */
const MANY = 100_000;
const MOST_WITH_MANY = 10_000;
const MOST_MANAGER_BYTES = 63;
const MOST_LABEL_CHARACTERS = 63;

/** What a job spec is part of: only in a Job itself is everything filled in. */
export type JobKind = 'CronJob' | 'Job';

export function checkJob(job: Part): void {
  const spec = job.at('spec');
  checkJobSpec(spec, 'Job');
  checkJobSelector(job);
  const [name, field] = finalName(job);
  // The server puts the name in a label of the pods, unless somebody else labels them.
  if (!spec.at('manualSelector').flag) checkNameLength(job, MOST_LABEL_CHARACTERS);
  const completions = completionsOf(spec, 'Job') ?? 0;
  const last = `${name}-${completions - 1}`;
  if (isIndexed(spec) && name !== '' && completions > 0 && dnsLabel(last) !== undefined)
    field.add(
      'api/metadata-name',
      `Expected a name that makes a DNS label with the last index, found ${describe(last)}.`,
    );
}

/** The name that an object will have, and the field that it comes from. */
function finalName(object: Part): [name: string, field: Part] {
  const [name, prefix] = ['name', 'generateName'].map((field) => object.at('metadata', field)) as [
    Part,
    Part,
  ];
  return name.text !== '' || prefix.text === '' ? [name.text, name] : [generatedName(prefix.text), prefix];
}

/** Of the name that an object will have. */
export function checkNameLength(object: Part, most: number): void {
  const [name, field] = finalName(object);
  if (name.length > most)
    field.add('api/metadata-name', `Expected at most ${most} characters; found ${describe(name)}.`);
}

/** How many pods must succeed: in a Job itself one, unless something else is said. */
function completionsOf(spec: Part, kind: JobKind): number | undefined {
  const [completions, parallelism] = [spec.at('completions').number, spec.at('parallelism').number];
  return completions ?? (kind === 'Job' && parallelism === undefined ? 1 : undefined);
}

/** The part that a CronJob has in its template as well. */
export function checkJobSpec(spec: Part, kind: JobKind): void {
  checkCounts(spec, COUNTS);
  const manager = spec.at('managedBy');
  if (manager.exists && manager.expect(domainPrefixedPath))
    manager.atMost(MOST_MANAGER_BYTES, 'bytes', Buffer.byteLength(manager.text));
  const mode = spec.at('completionMode');
  mode.oneOfIfSet(['Indexed', 'NonIndexed']);
  if (isIndexed(spec)) checkIndexed(spec, completionsOf(spec, kind));
  else {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'])
      spec.at(field).forbidIfSet('unless completionMode is Indexed');
  }
  if (spec.at('maxFailedIndexes').exists && !spec.at('backoffLimitPerIndex').exists)
    spec.at('backoffLimitPerIndex').require('is required beside maxFailedIndexes');
  checkReplacement(spec);
  checkPodTemplate(spec.at('template'));
  const restart = spec.at('template', 'spec', 'restartPolicy');
  if (restart.text === '') restart.require('is required in a job: Never or OnFailure');
  else if (restart.text === 'Always') restart.oneOf(['Never', 'OnFailure']);
  checkPodFailurePolicy(spec);
}

function isIndexed(spec: Part): boolean {
  return spec.at('completionMode').text === 'Indexed';
}

function checkIndexed(spec: Part, completions: number | undefined): void {
  const [parallelism, mostFailed] = [spec.at('parallelism'), spec.at('maxFailedIndexes')];
  if (completions === undefined) spec.at('completions').require('is required when completionMode is Indexed');
  parallelism.between(0, MOST_PARALLEL);
  mostFailed.between(0, Math.min(completions ?? MOST_PARALLEL, MOST_PARALLEL));
  if ((completions ?? 0) > MANY && spec.at('backoffLimitPerIndex').exists) {
    if (!mostFailed.exists) mostFailed.require(`is required with more than ${MANY} completions`);
    for (const field of [mostFailed, parallelism]) field.between(0, MOST_WITH_MANY);
  }
  checkSuccessPolicy(spec.at('successPolicy'), completions);
}

function checkReplacement(spec: Part): void {
  const [failure, replacement] = [spec.at('podFailurePolicy'), spec.at('podReplacementPolicy')];
  if (!replacement.oneOfIfSet(['Failed', 'TerminatingOrFailed'])) return;
  if (failure.exists && replacement.exists) replacement.oneOf(['Failed']);
}

const OWN_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const NAME_LABELS = ['batch.kubernetes.io/job-name', 'job-name'];

/** The server makes the selector and its labels, unless told that somebody else does. */
function checkJobSelector(job: Part): void {
  const spec = job.at('spec');
  const [selector, labels] = [spec.at('selector'), spec.at('template', 'metadata', 'labels')];
  if (spec.at('manualSelector').flag) {
    if (!selector.exists) selector.require('is required when manualSelector is true');
    checkSelector(selector);
    if (selector.exists && !selects(selector, labelsOf(labels)))
      labels.invalid('Expected labels that the selector selects.');
    return;
  }
  const name = job.at('metadata', 'name').text;
  for (const key of OWN_LABELS)
    labels.at(key).forbidIfSet('unless manualSelector is true: the server sets it');
  for (const key of NAME_LABELS) {
    const label = labels.at(key);
    // A name that is generated cannot be known.
    if (label.exists && (name === '' || label.text !== name))
      label.invalid(`Expected the name of the job, ${describe(name)}; found ${describe(label.value)}.`);
  }
  checkSelector(selector);
  const own = Object.fromEntries([
    ...OWN_LABELS.map((key) => [key, UID]),
    ...NAME_LABELS.map((key) => [key, name]),
  ]);
  if (!selector.exists || (selects(selector, own) && selects(selector, { ...labelsOf(labels), ...own })))
    return;
  selector.invalid('Expected nothing, or what the server fills in, unless manualSelector is true.');
}

/** In place of the uid that the server makes, which no selector can name. */
const UID = '\0';
