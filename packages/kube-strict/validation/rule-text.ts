/** What `explain` says of a rule. */
export interface RuleText {
  /** As in findings: `<family>/<rule>`. */
  readonly rule: string;
  /** One line: what is wrong; of a policy, what is asked for. */
  readonly summary: string;
  /** Why it matters, and what the server does. */
  readonly meaning: string;
  readonly fix: string;
  /** Where to read on: an address, or for a policy where it was read. */
  readonly link: string;
}
