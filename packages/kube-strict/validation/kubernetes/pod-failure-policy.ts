import { describe } from '../describe.ts';
import { qualifiedName } from '../metadata/names.ts';
import type { Part } from './part.ts';

const MOST_RULES = 20;
const MOST_CODES = 255;

/** What a job makes of failed pods (k8s.io/kubernetes pkg/apis/batch/validation, validatePodFailurePolicy). */
export function checkPodFailurePolicy(job: Part): void {
  const policy = job.at('podFailurePolicy');
  if (!policy.exists) return;
  const podSpec = job.at('template', 'spec');
  const restart = podSpec.at('restartPolicy');
  if (restart.text !== 'Never')
    restart.invalid(`Expected "Never" beside podFailurePolicy, found ${describe(restart.value)}.`);
  const rules = policy.at('rules');
  rules.atMost(MOST_RULES, 'rules');
  const names = ['containers', 'initContainers'].flatMap((field) => podSpec.at(field).items);
  const containers = new Set(names.map((container) => container.at('name').text));
  for (const rule of rules.items) {
    checkAction(rule.at('action'), job.at('backoffLimitPerIndex').exists);
    const [codes, conditions] = [rule.at('onExitCodes'), rule.at('onPodConditions')];
    if (codes.exists) checkCodes(codes, containers);
    if (conditions.size > 0) checkConditions(conditions);
    if (codes.exists === conditions.size > 0)
      rule.invalid(
        `Expected one of onExitCodes and onPodConditions, found ${codes.exists ? 'both' : 'neither'}.`,
      );
  }
}

function checkAction(action: Part, countsByIndex: boolean): void {
  if (!action.requireText()) return;
  action.oneOf(countsByIndex ? ['Count', 'FailIndex', 'FailJob', 'Ignore'] : ['Count', 'FailJob', 'Ignore']);
}

function checkCodes(codes: Part, containers: ReadonlySet<string>): void {
  const [operator, values, name] = [codes.at('operator'), codes.at('values'), codes.at('containerName')];
  if (operator.requireText()) operator.oneOf(['In', 'NotIn']);
  if (name.exists && !containers.has(name.text))
    name.add('api/not-found', `Expected the name of a container of the job, found ${describe(name.value)}.`);
  if (values.size === 0) values.require();
  values.atMost(MOST_CODES, 'exit codes');
  let last = Number.NEGATIVE_INFINITY;
  for (const value of values.items) {
    const code = value.number ?? 0;
    if (code === last) value.duplicate();
    else if (code < last) value.invalid(`Expected exit codes in order, found ${code} after ${last}.`);
    else if (code === 0 && operator.text === 'In') value.invalid('Expected the code of a failure, found 0.');
    last = Math.max(code, last);
  }
}

function checkConditions(conditions: Part): void {
  conditions.atMost(MOST_RULES, 'conditions');
  for (const condition of conditions.items) {
    if (condition.at('type').requireText()) condition.at('type').expect(qualifiedName);
    // Since 1.34 the server makes True of nothing in a CronJob as well (pkg/apis/batch/v1/defaults.go).
    condition.at('status').oneOfOrDefault(['False', 'True', 'Unknown']);
  }
}
