import type { Finding } from '../validation/finding.ts';
import type { RuleFamily, RunContext } from './rule-family.ts';

/**
 * Judges an object by a family of rules in each cluster that it belongs to, and gives what is found in any. Most objects are
 * judged once: their rules ask for no other object.
 *
 * @param contexts of those clusters, at least one; not looked for before a rule asks for another object
 */
export function judgeInClusters(
  object: unknown,
  family: Pick<RuleFamily, 'judge' | 'inAllClusters'>,
  contexts: () => readonly RunContext[],
): readonly Finding[] {
  let asked: readonly RunContext[] | undefined;
  const first: RunContext = {
    ofKind(group, kind) {
      asked ??= contexts();
      return asked[0]?.ofKind(group, kind) ?? [];
    },
  };
  const findings = family.judge(object, first);
  const others = asked?.slice(1) ?? [];
  if (others.length === 0) return findings;
  const all = [findings, ...others.map((context) => family.judge(object, context))];
  const found = new Map(all.flat().map((finding) => [JSON.stringify(finding), finding]));
  return [...found].flatMap(([key, finding]) => {
    const isEverywhere = () => all.every((list) => list.some((one) => JSON.stringify(one) === key));
    return !family.inAllClusters.has(finding.rule) || isEverywhere() ? [finding] : [];
  });
}
