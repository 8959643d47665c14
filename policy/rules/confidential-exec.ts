import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { verdictOn } from '../support/confidential-initdata.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** What the kubelet runs inside a container, by `exec`. */
const HANDLERS: Readonly<Record<string, string>> = {
  'livenessProbe/exec': 'the container is killed again and again',
  'readinessProbe/exec': 'the pod never becomes ready',
  'startupProbe/exec': 'the container is killed again and again',
  'lifecycle/postStart/exec': 'the container is killed as soon as it starts',
  'lifecycle/preStop/exec': 'nothing runs before the container stops',
};

/** Confidential pods have no probes or hooks that need exec. */
export const confidentialExec: PolicyRule = {
  id: 'policy/confidential-exec',
  severity: 'error',
  title: 'No exec probes or hooks in confidential pods',
  why: 'The kubelet runs them as ExecProcessRequest, which a closed agent policy denies.',
  fix: 'Use an httpGet, tcpSocket or grpc probe; do what a hook does in the command of the container.',
  docs: 'Document chapter 3 "Important", section 3.9.1, whose sample has a postStart hook',
  appliesTo: () => true,
  check: (object, context) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod, context)),
};

function findings(object: JsonObject, pod: PodPlace, context: PolicyContext): PolicyFinding[] {
  const verdict = verdictOn('ExecProcessRequest', object, pod, context);
  // policy/agent-policy-open has a word on that.
  if (verdict === 'allow') return [];
  return containersOf(object, pod).flatMap(({ path }) =>
    Object.entries(HANDLERS).flatMap(([handler, consequence]): PolicyFinding[] => {
      const place = `${path}/${handler}`;
      if (valueAt(object, place) === undefined) return [];
      if (verdict === 'deny')
        return [{ path: place, message: `The agent policy denies exec: ${consequence}.` }];
      const message = `If the agent policy denies exec, as it should, ${consequence}.`;
      return [{ path: place, message, severity: 'warning' }];
    }),
  );
}
