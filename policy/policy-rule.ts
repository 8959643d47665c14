import type { JsonObject } from 'kube-strict/ground/json.ts';
import type { Severity } from 'kube-strict/validation/finding.ts';
import type { PolicyContext } from './policy-context.ts';
import type { PolicyTarget } from './support/policy-target.ts';

/** What a rule has against an object. */
export interface PolicyFinding {
  /** JSON pointer into the object. */
  readonly path: string;
  /** One sentence: what is wrong and what was expected. Never a secret. */
  readonly message: string;
  /**
   * How much it matters.
   * @default - the severity of the rule
   */
  readonly severity?: Severity;
  /**
   * How to mend it.
   * @default - the fix of the rule
   */
  readonly fix?: string;
}

/** A rule about objects that a server would accept: security, or what does not work on a cluster. */
export interface PolicyRule {
  readonly id: `policy/${string}`;
  readonly severity: Severity;
  /** What is asked for, in a few words. */
  readonly title: string;
  /** What happens otherwise. */
  readonly why: string;
  readonly fix: string;
  /** Where it was read: a section of the document, or repository and file of an operator. */
  readonly docs: string;
  appliesTo(target: PolicyTarget): boolean;
  /** Never throws, whatever the object holds: it need not be valid. */
  check(object: JsonObject, context: PolicyContext): readonly PolicyFinding[];
}
