import type { Finding } from '../../validation/finding.ts';
import { judgePolicies, type PolicyContext } from '../../validation/policy/index.ts';

/** A waiver that is used in one cluster is of use. */
const IN_ALL = 'policy/waiver-unused';

/**
 * Judges an object by the policy rules in each cluster that it belongs to, and gives what is found in any. Most objects are
 * judged once: their rules ask for no other object.
 *
 * @param contexts of those clusters, at least one; not looked for before a rule asks for another object
 */
export function judgeInClusters(
  object: unknown,
  common: PolicyContext,
  contexts: () => readonly PolicyContext[],
): Finding[] {
  let asked: readonly PolicyContext[] | undefined;
  const first: PolicyContext = {
    ...common,
    ofKind(group, kind) {
      asked ??= contexts();
      return (asked[0] ?? common).ofKind(group, kind);
    },
  };
  const findings = judgePolicies(object, first);
  const others = asked?.slice(1) ?? [];
  if (others.length === 0) return findings;
  const all = [findings, ...others.map((context) => judgePolicies(object, context))];
  const found = new Map(all.flat().map((finding) => [JSON.stringify(finding), finding]));
  return [...found].flatMap(([key, finding]) => {
    const isEverywhere = () => all.every((list) => list.some((one) => JSON.stringify(one) === key));
    return finding.rule !== IN_ALL || isEverywhere() ? [finding] : [];
  });
}
