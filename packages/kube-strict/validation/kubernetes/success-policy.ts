import type { Part } from './part.ts';

const MOST_RULES = 20;
const MOST_INDEX_BYTES = 64 * 1024;

/** When an indexed job has succeeded (k8s.io/kubernetes pkg/apis/batch/validation, validateSuccessPolicy). */
export function checkSuccessPolicy(policy: Part, completions: number | undefined): void {
  if (!policy.exists) return;
  const rules = policy.at('rules');
  if (rules.size === 0) rules.require();
  rules.atMost(MOST_RULES, 'rules');
  for (const rule of rules.items) checkRule(rule, completions);
}

function checkRule(rule: Part, completions: number | undefined): void {
  const [count, indexes] = [rule.at('succeededCount'), rule.at('succeededIndexes')];
  if (!count.exists && !indexes.exists)
    rule.invalid('Expected succeededCount or succeededIndexes, found neither.');
  const most = completions ?? Number.POSITIVE_INFINITY;
  let known = most;
  if (indexes.exists && indexes.atMost(MOST_INDEX_BYTES, 'bytes', Buffer.byteLength(indexes.text))) {
    const total = countIndexes(indexes.text, most);
    if (total !== undefined) known = total;
    else indexes.malformed('indexes in order and below completions, such as "0,2-4"');
  }
  count.between(0, Math.min(most, known));
}

/** How many indexes `0,2-4` names; undefined when it is malformed. An empty text names none. */
function countIndexes(text: string, completions: number): number | undefined {
  let [total, last] = [0, -1];
  for (const interval of text === '' ? [] : text.split(',')) {
    if (!/^\+?[0-9]+(-\+?[0-9]+)?$/.test(interval)) return undefined;
    const [first = 0, end = first] = interval.split('-').map(Number);
    const inOrder = first > last && (end > first || !interval.includes('-'));
    if (!inOrder || end >= completions) return undefined;
    total += end - first + 1;
    last = end;
  }
  return total;
}
