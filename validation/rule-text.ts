/** What `explain` says of a rule. */
export interface RuleText {
  /** As in findings: `<family>/<rule>`. */
  readonly rule: string;
  /** One line: what is wrong. */
  readonly summary: string;
  /** Why it matters, and what the server does. */
  readonly meaning: string;
  readonly fix: string;
  readonly link: string;
}
