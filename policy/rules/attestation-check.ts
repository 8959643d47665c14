import { textsIn } from 'kube-strict/ground/values.ts';
import type { PolicyRule } from '../policy-rule.ts';

/** A check of attestation fails when the key broker service refuses. */
export const attestationCheck: PolicyRule = {
  id: 'policy/attestation-check',
  severity: 'warning',
  title: 'Checks of attestation fail on a refusal',
  why: 'Without --fail, curl ends well whatever the server answers, so that the text of a refusal is taken for the secret.',
  fix: 'Write curl --fail.',
  docs: 'Document section 3.8, whose test has no --fail',
  appliesTo: ({ kind }) => kind !== 'CustomResourceDefinition',
  check: (object) => {
    const lists = new Map<string, string[]>();
    for (const { path, value } of textsIn(object)) {
      // Words of a command are items of a list, and a script is one text.
      const list = path.replace(/\/\d+$/, '');
      const words = lists.get(list);
      if (words === undefined) lists.set(list, [value]);
      else words.push(value);
    }
    return [...lists].flatMap(([path, words]) =>
      commandsIn(words.join(' ')).some(takesAnyAnswer)
        ? [{ path, message: 'curl asks for a secret or an attestation without --fail.' }]
        : [],
    );
  },
};

function commandsIn(script: string): string[] {
  if (!script.includes('curl')) return [];
  return script.replaceAll('\\\n', ' ').split(/[\n;&|]/);
}

/** Asks the confidential data hub, the attestation agent, or the KBS itself. */
function takesAnyAnswer(command: string): boolean {
  const words = command.trim().split(/\s+/);
  const curl = words.findIndex((word) => /(?:^|[/("'`])curl$/.test(word));
  const asks = /\/cdh\/resource|\/aa\/(?:token|evidence)|\/kbs\/v0\//.test(command);
  return curl >= 0 && asks && !words.slice(curl).some((word) => /^(?:--fail|-[A-Za-z]*f)/.test(word));
}
