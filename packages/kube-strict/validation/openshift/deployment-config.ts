import { isJsonObject, type Json } from '../../ground/json.ts';
import { checkIntOrPercent, intOrPercent } from '../kubernetes/int-or-percent.ts';
import { Part } from '../kubernetes/part.ts';
import { checkRequirements } from '../kubernetes/resources.ts';
import { labelsOf } from '../kubernetes/selectors.ts';
import { checkCounts, checkSelectedTemplate } from '../kubernetes/workloads.ts';
import { checkAnnotations, checkLabels } from '../metadata/check-object-meta.ts';
import { checkDeploymentHooks, checkHookEnv } from './deployment-hooks.ts';
import { checkDeploymentTrigger } from './deployment-triggers.ts';

const STRATEGIES = ['Custom', 'Recreate', 'Rolling'];
/** Seconds until a step counts as failed, and until the whole of a rollout does, as the server fills them in. */
const TIMEOUT = 600;
const DEADLINE = 21_600;

/**
 * OpenShift's older kind of Deployment (openshift/openshift-apiserver pkg/apps/apis/apps/validation/validation.go,
 * ValidateDeploymentConfig, after the defaults of pkg/apps/apis/apps/v1/defaults.go).
 */
export function checkDeploymentConfig(config: Part): void {
  const spec = withTriggeredImages(config).at('spec');
  const [selector, template] = [spec.at('selector'), spec.at('template')];
  for (const trigger of spec.at('triggers').items) checkDeploymentTrigger(trigger);
  checkCounts(spec, ['replicas', 'revisionHistoryLimit', 'minReadySeconds']);
  checkReadyTime(spec);
  if (!template.exists) {
    template.require();
    return;
  }
  checkStrategy(spec.at('strategy'), template.at('spec'));
  // Without a selector, the labels of the template are one.
  if (selector.size === 0 && template.at('metadata', 'labels').size === 0) selector.require();
  checkSelectedTemplate(selector, template);
}

/** Images that a trigger fills in may be missing (handleEmptyImageReferences). */
function withTriggeredImages(config: Part): Part {
  const object = structuredClone(config.value);
  if (!isJsonObject(object)) return config;
  const triggers = config.at('spec', 'triggers').items.filter((one) => one.at('type').text === 'ImageChange');
  const triggered = triggers.flatMap((one) => one.at('imageChangeParams', 'containerNames').texts);
  const clone = Part.root(object, config.findings);
  for (const container of clone.at('spec', 'template', 'spec', 'containers').items) {
    const { value } = container;
    if (
      isJsonObject(value) &&
      container.at('image').text === '' &&
      triggered.includes(container.at('name').text)
    )
      value['image'] = 'unset' satisfies Json;
  }
  return clone;
}

function timeoutOf(strategy: Part): number | undefined {
  const [rolling, recreate] = [strategy.at('rollingParams'), strategy.at('recreateParams')];
  const isCustom = strategy.at('type').text === 'Custom';
  if (rolling.exists) return rolling.at('timeoutSeconds').number ?? TIMEOUT;
  if (recreate.exists && strategy.at('type').text !== '' && strategy.at('type').text !== 'Rolling')
    return recreate.at('timeoutSeconds').number ?? TIMEOUT;
  return isCustom ? undefined : TIMEOUT;
}

function checkReadyTime(spec: Part): void {
  const [ready, strategy] = [spec.at('minReadySeconds'), spec.at('strategy')];
  const seconds = ready.number ?? 0;
  const timeout = timeoutOf(strategy) ?? TIMEOUT;
  if (timeout > 0 && seconds >= timeout)
    ready.invalid(`Expected less than the timeout, ${timeout}, found ${seconds}.`);
  const deadline = strategy.at('activeDeadlineSeconds').number ?? DEADLINE;
  if (seconds >= deadline)
    ready.invalid(`Expected less than activeDeadlineSeconds, ${deadline}, found ${seconds}.`);
}

function checkStrategy(strategy: Part, podSpec: Part): void {
  const type = strategy.at('type');
  checkHookEnv(strategy.at('customParams', 'environment'));
  if (type.oneOfOrDefault(STRATEGIES)) checkParameters(strategy, podSpec);
  checkLabels(labelsOf(strategy.at('labels')), strategy.at('labels').path, strategy.findings);
  checkAnnotations(labelsOf(strategy.at('annotations')), strategy.at('annotations').path, strategy.findings);
  const claims = podSpec.at('resourceClaims').items.map((claim) => claim.at('name').text);
  checkRequirements(strategy.at('resources'), new Set(claims));
  const deadline = strategy.at('activeDeadlineSeconds');
  const seconds = deadline.number ?? DEADLINE;
  const timeout = timeoutOf(strategy);
  deadline.atLeast(0);
  if (timeout !== undefined && seconds <= timeout)
    deadline.invalid(`Expected more than the timeout, ${timeout}, found ${seconds}.`);
}

function checkParameters(strategy: Part, podSpec: Part): void {
  const [rolling, recreate] = [strategy.at('rollingParams'), strategy.at('recreateParams')];
  const type = strategy.at('type').text || 'Rolling';
  if (type === 'Custom' && !strategy.at('customParams').exists)
    strategy.at('customParams').require('is required for the type Custom');
  if (type !== 'Recreate' && rolling.exists) {
    checkRolling(rolling);
    checkDeploymentHooks(rolling, ['pre', 'post'], podSpec);
  }
  if (type !== 'Rolling' && recreate.exists) {
    if (recreate.at('timeoutSeconds').exists) recreate.at('timeoutSeconds').atLeast(1);
    checkDeploymentHooks(recreate, ['pre', 'mid', 'post'], podSpec);
  }
}

function checkRolling(rolling: Part): void {
  for (const field of ['intervalSeconds', 'updatePeriodSeconds', 'timeoutSeconds'])
    if (rolling.at(field).exists) rolling.at(field).atLeast(1);
  const [unavailable, surge] = [rolling.at('maxUnavailable'), rolling.at('maxSurge')];
  checkIntOrPercent(unavailable, 100);
  checkIntOrPercent(surge);
  // Where one is missing, the server sees to it that not both are 0.
  if (intOrPercent(unavailable, 1) === 0 && intOrPercent(surge, 1) === 0)
    unavailable.invalid('Expected more than 0, since maxSurge is 0: no pod could be replaced.');
}
