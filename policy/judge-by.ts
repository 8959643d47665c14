import type { Finding } from 'kube-strict/validation/finding.ts';
import { Findings } from 'kube-strict/validation/judgement.ts';
import { readObject } from 'kube-strict/validation/read-object.ts';
import type { PolicyContext } from './policy-context.ts';
import type { PolicyRule } from './policy-rule.ts';
import { targetOf } from './support/target.ts';
import { Waivers } from './waivers.ts';

/**
 * Judges one object by rules. What cannot be read as an object of some kind is for the rules of the API to refuse, and has no
 * findings here.
 *
 * @param input the object as read from YAML or JSON; it is not changed
 */
export function judgeBy(rules: readonly PolicyRule[], input: unknown, context: PolicyContext): Finding[] {
  const reading = readObject(input);
  if ('fault' in reading) return [];
  const { object } = reading;
  if (typeof object['kind'] !== 'string') return [];
  const target = targetOf(object);
  const waivers = new Waivers(object, context);
  const findings = new Findings();
  const add = ({ rule, path, message, ...more }: Finding) => findings.add(rule, path, message, more);
  for (const rule of rules) {
    if (!rule.appliesTo(target)) continue;
    const { id, severity, fix } = rule;
    for (const finding of rule.check(object, context)) {
      add(waivers.apply({ rule: id, severity, fix, ...finding }));
    }
  }
  waivers.findings(new Set(rules.map(({ id }) => id))).forEach(add);
  return findings.list();
}
