import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { secretWords } from 'kube-strict/ground/secret-words.ts';
import { secretIn } from 'kube-strict/ground/secrets.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { containersOf, type PodPlace, podsOf } from '../support/pods.ts';

/** No secret is in the command of a container. */
export const secretArgument: PolicyRule = {
  id: 'policy/secret-argument',
  severity: 'error',
  title: 'No secrets in commands and arguments',
  why: 'They are in Git and in the API, and every process of the node, or of the VM, can read them.',
  fix: 'Let the program read the value from a file, or from a variable that comes from a Secret; in a confidential pod, from a sealed one or from the KBS.',
  docs: 'Document section 3.6; confidential-containers/guest-components, confidential-data-hub/docs/SEALED_SECRET.md',
  appliesTo: () => true,
  check: (object) => podsOf(object).flatMap((pod) => findings(object, pod)),
};

function findings(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  return containersOf(object, pod).flatMap(({ path }) =>
    ['command', 'args'].flatMap((list) => {
      const words = valueAt(object, `${path}/${list}`);
      if (!Array.isArray(words)) return [];
      return (
        secretWords(words)
          // Of those policy/credential-in-clear says what they look like.
          .filter((index) => secretIn(String(words[index])) === undefined)
          .map((index) => ({
            path: `${path}/${list}/${index}`,
            message: 'By the name before it this holds a secret, and its value is written out.',
          }))
      );
    }),
  );
}
