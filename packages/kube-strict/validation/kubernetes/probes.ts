import type { Part } from './part.ts';
import { checkPort, checkPortNumber } from './ports.ts';
import { headerName } from './texts.ts';

/** Seconds that a pod has to end, as the server fills them in. */
const GRACE = 30;

export function gracePeriod(podSpec: Part): number {
  const seconds = podSpec.at('terminationGracePeriodSeconds').number ?? GRACE;
  // The server makes one second of less than none.
  return seconds < 0 ? 1 : seconds;
}

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

/** The probes of a container that has any (pkg/apis/core/validation, validateProbe). */
export function checkProbes(container: Part, grace: number): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container.at(name);
    if (probe.exists) checkProbe(probe, name === 'readinessProbe', grace);
  }
}

function checkProbe(probe: Part, readiness: boolean, grace: number): void {
  checkHandler(probe, ['exec', 'grpc', 'httpGet', 'tcpSocket'], grace);
  for (const field of COUNTS) probe.at(field).atLeast(0);
  const success = probe.at('successThreshold');
  if (!readiness && (success.number ?? 0) > 1) {
    success.add('api/bounds', `Expected 1 for this kind of probe, found ${success.number}.`);
  }
  const ownGrace = probe.at('terminationGracePeriodSeconds');
  if (readiness) ownGrace.forbidIfSet('in a readiness probe');
  else ownGrace.atLeast(1);
}

/** What runs when a container starts or stops. Its stopSignal does not count: the feature is off, and it is dropped. */
export function checkLifecycle(lifecycle: Part, grace: number): void {
  for (const hook of ['postStart', 'preStop']) {
    const handler = lifecycle.at(hook);
    if (handler.exists) checkHandler(handler, ['exec', 'httpGet', 'sleep', 'tcpSocket'], grace);
  }
}

/** Whether a lifecycle is left once the server has dropped what is off. */
export function hasLifecycle(container: Part): boolean {
  const { keys, exists } = container.at('lifecycle');
  return exists && !(keys.length === 1 && keys[0] === 'stopSignal');
}

function checkHandler(handler: Part, kinds: readonly string[], grace: number): void {
  const actions = kinds.map((kind) => handler.at(kind)).filter(({ exists }) => exists);
  if (actions.length !== 1) handler.invalid(`Expected one of ${kinds.join(', ')}, found ${actions.length}.`);
  const exec = handler.at('exec');
  if (exec.exists && exec.at('command').size === 0) exec.at('command').require();
  checkHttpGet(handler.at('httpGet'));
  checkPort(handler.at('tcpSocket', 'port'));
  checkPortNumber(handler.at('grpc', 'port'));
  const seconds = handler.at('sleep', 'seconds');
  if (kinds.includes('sleep')) seconds.between(0, grace);
}

function checkHttpGet(action: Part): void {
  checkPort(action.at('port'));
  action.at('scheme').oneOfOrDefault(['HTTP', 'HTTPS']);
  for (const header of action.at('httpHeaders').items) header.at('name').expect(headerName);
}
