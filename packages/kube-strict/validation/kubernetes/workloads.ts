import { checkIntOrPercent, intOrPercent } from './int-or-percent.ts';
import type { Part } from './part.ts';
import { checkPodTemplate } from './pod.ts';
import { checkFullSelector, labelsOf, selects } from './selectors.ts';
import type { DeclaredVolumes } from './volume-mounts.ts';

// What runs pods and keeps them running: k8s.io/kubernetes pkg/apis/apps/validation/validation.go, and for
// ReplicationControllers pkg/apis/core/validation/validation.go.

const STRATEGIES = ['Recreate', 'RollingUpdate'];
/** Seconds until a Deployment counts as stuck, as the server fills them in. */
const DEADLINE = 600;

export function checkDeployment(deployment: Part): void {
  const spec = deployment.at('spec');
  checkCounts(spec, ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']);
  checkSelectorAndTemplate(spec);
  checkStrategy(spec.at('strategy'));
  const deadline = spec.at('progressDeadlineSeconds');
  const ready = spec.at('minReadySeconds').number ?? 0;
  if ((deadline.number ?? DEADLINE) <= ready)
    deadline.invalid(`Expected more than minReadySeconds, ${ready}, found ${deadline.number ?? DEADLINE}.`);
}

function checkStrategy(strategy: Part): void {
  const [type, rolling] = [strategy.at('type'), strategy.at('rollingUpdate')];
  if (!type.oneOfOrDefault(STRATEGIES)) return;
  if (type.text === 'Recreate') {
    rolling.forbidIfSet('when the type is Recreate');
    return;
  }
  const [unavailable, surge] = [rolling.at('maxUnavailable'), rolling.at('maxSurge')];
  checkIntOrPercent(unavailable, 100);
  checkIntOrPercent(surge);
  if (intOrPercent(unavailable, 1) === 0 && intOrPercent(surge, 1) === 0)
    unavailable.invalid('Expected more than 0, since maxSurge is 0: no pod could be replaced.');
}

export function checkReplicaSet(replicaSet: Part): void {
  const spec = replicaSet.at('spec');
  checkCounts(spec, ['replicas', 'minReadySeconds']);
  checkSelectorAndTemplate(spec);
}

export function checkDaemonSet(daemonSet: Part): void {
  const spec = daemonSet.at('spec');
  checkCounts(spec, ['minReadySeconds', 'revisionHistoryLimit']);
  checkSelectorAndTemplate(spec);
  const strategy = spec.at('updateStrategy');
  if (!strategy.at('type').oneOfOrDefault(['OnDelete', 'RollingUpdate'])) return;
  if (strategy.at('type').text === 'OnDelete') return;
  const rolling = strategy.at('rollingUpdate');
  const [unavailable, surge] = [rolling.at('maxUnavailable'), rolling.at('maxSurge')];
  for (const step of [unavailable, surge]) checkIntOrPercent(step, 100);
  const [away, more] = [intOrPercent(unavailable, 1) !== 0, intOrPercent(surge, 0) !== 0];
  if (away && more) surge.invalid('Expected 0, since maxUnavailable is not 0.');
  if (!away && !more) unavailable.require('must be more than 0 when maxSurge is 0');
}

export function checkReplicationController(controller: Part): void {
  const spec = controller.at('spec');
  const [selector, template] = [spec.at('selector'), spec.at('template')];
  checkCounts(spec, ['replicas', 'minReadySeconds']);
  if (!template.exists) {
    template.require();
    return;
  }
  // Without a selector, the labels of the template are one.
  if (selector.size === 0 && template.at('metadata', 'labels').size === 0) selector.require();
  checkSelectedTemplate(selector, template);
}

/** A template whose pods are selected by equal labels, and do not end by themselves. */
export function checkSelectedTemplate(selector: Part, template: Part): void {
  const labels = labelsOf(template.at('metadata', 'labels'));
  if (!selector.members.every(([key, value]) => labels[key] === value.text)) mismatch(template);
  checkPodTemplate(template);
  checkLasting(template.at('spec'));
}

export function checkCounts(spec: Part, fields: readonly string[]): void {
  for (const field of fields) spec.at(field).atLeast(0);
}

/** A template whose pods are selected, and do not end by themselves. */
export function checkSelectorAndTemplate(spec: Part, volumes?: DeclaredVolumes): void {
  const [selector, template] = [spec.at('selector'), spec.at('template')];
  checkFullSelector(selector);
  if (selector.exists && !selects(selector, labelsOf(template.at('metadata', 'labels')))) mismatch(template);
  checkPodTemplate(template, volumes);
  checkLasting(template.at('spec'));
}

function mismatch(template: Part): void {
  template.at('metadata', 'labels').invalid('Expected labels that the selector selects.');
}

function checkLasting(podSpec: Part): void {
  const reason = 'in a template of pods that run on';
  const restart = podSpec.at('restartPolicy');
  if (restart.text !== '' && restart.text !== 'Always') restart.oneOf(['Always']);
  podSpec.at('activeDeadlineSeconds').forbidIfSet(reason);
}

export function checkControllerRevision(revision: Part): void {
  if (!revision.at('data').exists) revision.at('data').require();
  revision.at('revision').atLeast(0);
}
