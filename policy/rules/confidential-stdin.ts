import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { verdictOn } from '../support/confidential-initdata.ts';
import { confidentialPodsOf, containersOf, type PodPlace } from '../support/pods.ts';

/** Confidential pods do not wait for input, and have no terminal. */
export const confidentialStdin: PolicyRule = {
  id: 'policy/confidential-stdin',
  severity: 'warning',
  title: 'No standard input and no terminal in confidential pods',
  why: 'What is typed goes through the node as WriteStreamRequest, which a closed agent policy denies: nothing arrives, and what waits for it waits for ever.',
  fix: 'Remove stdin, stdinOnce and tty; hand data over as arguments, as files, or from the KBS.',
  docs: 'Document chapter 3 "Important" and section 3.6, whose policy has WriteStreamRequest := false',
  appliesTo: () => true,
  check: (object, context) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod, context)),
};

function findings(object: JsonObject, pod: PodPlace, context: PolicyContext): PolicyFinding[] {
  // policy/agent-policy-open has a word on that.
  if (verdictOn('WriteStreamRequest', object, pod, context) === 'allow') return [];
  return containersOf(object, pod).flatMap(({ path }) =>
    ['stdin', 'tty'].flatMap((field) => {
      const place = `${path}/${field}`;
      if (valueAt(object, place) !== true) return [];
      const what = field === 'stdin' ? 'waits for input' : 'has a terminal';
      return [{ path: place, message: `The container ${what}, which the agent policy keeps from it.` }];
    }),
  );
}
