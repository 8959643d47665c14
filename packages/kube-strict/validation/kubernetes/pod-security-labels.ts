import type { Part } from './part.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'];
const VERSION = /^v1\.(?:[0-9]|[1-9][0-9]*)$/;

/**
 * The labels of Pod Security on a namespace: the admission plugin refuses to create one with values that it cannot read
 * (k8s.io/pod-security-admission admission.go, ValidateNamespace; api/helpers.go, PolicyToEvaluate).
 */
export function checkPodSecurityLabels(namespace: Part): void {
  const labels = namespace.at('metadata', 'labels');
  for (const mode of ['enforce', 'audit', 'warn']) {
    labels.at(PREFIX + mode).oneOfIfSet(LEVELS);
    const version = labels.at(`${PREFIX}${mode}-version`);
    if (version.exists && version.text !== 'latest' && !VERSION.test(version.text))
      version.malformed('"latest" or a version such as v1.34');
  }
}
