import type { Part } from './part.ts';
import { descendingPath } from './texts.ts';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const LOCAL = 'localhost/';

/** Annotations of a pod that mean something to the server (pkg/apis/core/validation, ValidatePodSpecificAnnotations). */
export function checkPodAnnotations(metadata: Part, spec: Part, containers: readonly Part[]): void {
  const annotations = metadata.at('annotations');
  const mirror = annotations.at('kubernetes.io/config.mirror');
  if (mirror.exists && spec.at('nodeName').text === '') mirror.forbid('without spec.nodeName');
  const cost = annotations.at('controller.kubernetes.io/pod-deletion-cost');
  if (cost.exists && !isInt32(cost.text)) cost.malformed('an integer of 32 bits');
  for (const [key, profile] of annotations.members) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP)) checkSeccomp(profile);
    else if (key.startsWith(APP_ARMOR)) checkAppArmor(key.slice(APP_ARMOR.length), profile, containers);
  }
}

/** Annotations that say what fields say as well must say the same (validateSeccompAnnotationsAndFields). */
export function checkAnnotationsMatch(metadata: Part, spec: Part, containers: readonly Part[]): void {
  const annotations = metadata.at('annotations');
  const ofPod = spec.at('securityContext');
  compare(annotations.at(SECCOMP_POD), ofPod.at('seccompProfile'), ['runtime/default', 'docker/default']);
  for (const container of containers) {
    const own = container.at('securityContext');
    const name = container.at('name').text;
    compare(annotations.at(SECCOMP + name), own.at('seccompProfile'), ['runtime/default', 'docker/default']);
    if (spec.at('os', 'name').text === 'windows') continue;
    const profile = own.at('appArmorProfile').exists ? own : ofPod;
    compare(annotations.at(APP_ARMOR + name), profile.at('appArmorProfile'), ['runtime/default']);
  }
}

function compare(annotation: Part, profile: Part, defaults: readonly string[]): void {
  if (!annotation.exists || !profile.exists) return;
  const expected: Readonly<Record<string, readonly string[]>> = {
    Unconfined: ['unconfined'],
    RuntimeDefault: defaults,
    Localhost: [LOCAL + profile.at('localhostProfile').text],
  };
  if (expected[profile.at('type').text]?.includes(annotation.text) !== false) return;
  annotation.invalid('Expected the same profile as in the field that has replaced this annotation.');
}

function checkSeccomp(profile: Part): void {
  const { text } = profile;
  if (['runtime/default', 'docker/default', 'unconfined'].includes(text)) return;
  const isFile = text.startsWith(LOCAL) && descendingPath(text.slice(LOCAL.length)) === undefined;
  if (!isFile) profile.malformed('runtime/default, unconfined, or a path after localhost/');
}

function checkAppArmor(container: string, profile: Part, containers: readonly Part[]): void {
  if (!containers.some((one) => one.at('name').text === container))
    profile.add('api/not-found', `Expected the name of a container after ${APP_ARMOR}.`);
  const { text } = profile;
  if (!['', 'runtime/default', 'unconfined'].includes(text) && !text.startsWith(LOCAL))
    profile.malformed('runtime/default, unconfined, or a profile after localhost/');
}

/** As Go reads it, but without a plus or zeros in front. */
function isInt32(text: string): boolean {
  const value = Number(text);
  return /^(0|-[0-9]+|[1-9][0-9]*)$/.test(text) && value >= -(2 ** 31) && value < 2 ** 31;
}
