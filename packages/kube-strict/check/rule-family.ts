import type { JsonObject } from '../ground/json.ts';
import type { Finding } from '../validation/finding.ts';
import type { RuleText } from '../validation/rule-text.ts';

/** A kind of an API; the group is empty for the core group. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What rules may ask of the run, beside the object that they look at. */
export interface RunContext {
  /** The objects of one kind that go to the same cluster, that which is looked at among them. */
  ofKind(group: string, kind: string): readonly JsonObject[];
}

/** Rules beside those of the API server, which a program adds. */
export interface RuleFamily {
  /** What stands before the slash in the names of its rules. */
  readonly name: string;
  readonly rules: readonly RuleText[];
  /** Rules whose findings count only when they are found in every cluster that an object belongs to. */
  readonly inAllClusters: ReadonlySet<string>;
  /** A kind of which a cluster has one object, so that two of them in a tree tell that there are two clusters. */
  readonly onePerCluster?: GroupKind;
  /** Kinds that the rules are about, and whose names no other project has: of another group, they are of the wrong one. */
  readonly distinctKinds?: readonly string[];
  /** Never throws but for a value that is too long or too deep for the stack. */
  judge(object: unknown, run: RunContext): readonly Finding[];
}
