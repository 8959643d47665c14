import type { JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { secretIn } from 'kube-strict/ground/secrets.ts';
import { objectAt } from 'kube-strict/ground/values.ts';
import type { Finding } from 'kube-strict/validation/finding.ts';
import type { PolicyContext } from './policy-context.ts';

/** Annotations `policy.coco-gitops/<rule>: <reason>` waive a rule for the object that carries them. */
export const WAIVER_PREFIX = 'policy.coco-gitops/';

const ANNOTATIONS = '/metadata/annotations';
const LONGEST_REASON = 200;

/** The rules that are waived for an object, and what is wrong with how they are. */
export class Waivers {
  private readonly stated: ReadonlyMap<string, string>;
  private readonly used = new Set<string>();
  private readonly forAll: ReadonlyMap<string, string>;

  constructor(object: JsonObject, { waivers, ownWaivers }: Pick<PolicyContext, 'waivers' | 'ownWaivers'>) {
    this.forAll = waivers;
    const annotations = ownWaivers === false ? {} : objectAt(object, ANNOTATIONS);
    this.stated = new Map(
      Object.entries(annotations).flatMap(([key, value]) =>
        key.startsWith(WAIVER_PREFIX)
          ? [[`policy/${key.slice(WAIVER_PREFIX.length)}`, typeof value === 'string' ? value.trim() : '']]
          : [],
      ),
    );
  }

  /** A finding that is waived becomes information, with the reason. */
  apply(finding: Finding): Finding {
    if (this.stated.has(finding.rule)) this.used.add(finding.rule);
    const reason = this.stated.get(finding.rule) || this.forAll.get(finding.rule)?.trim();
    if (!reason) return finding;
    // What is wanted as it is needs no remedy.
    const { fix: _, ...waived } = finding;
    return {
      ...waived,
      severity: 'info',
      message: `${finding.message} Waived: ${shown(reason)}`,
      waived: true,
    };
  }

  /** Waivers without a reason, of rules that there are not, and of those that found nothing. */
  findings(rules: ReadonlySet<string>): Finding[] {
    return [...this.stated].flatMap(([rule, reason]): Finding[] => {
      const name = rule.slice('policy/'.length);
      const path = memberPointer(ANNOTATIONS, WAIVER_PREFIX + name);
      if (!rules.has(rule)) {
        const message = `There is no rule "${name}" to waive.`;
        return [
          { rule: 'policy/waiver-unknown', severity: 'warning', path, message, fix: 'Remove or rename it.' },
        ];
      }
      if (reason === '') {
        const message = `A waiver of ${rule} has to give a reason.`;
        return [
          { rule: 'policy/waiver-empty', severity: 'error', path, message, fix: 'Write why, or remove it.' },
        ];
      }
      if (this.used.has(rule)) return [];
      const message = `${rule} has nothing against this object; the waiver waives nothing.`;
      return [{ rule: 'policy/waiver-unused', severity: 'warning', path, message, fix: 'Remove it.' }];
    });
  }
}

/** A reason ends up in reports, so that it is kept short, and away where it holds a secret. */
function shown(reason: string): string {
  if (secretIn(reason) !== undefined) return '(a reason that holds a secret)';
  const line = reason.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}...` : line;
}
