import type { Expression } from './expression.ts';

/** A rule of a schema, ready to be evaluated. */
export interface Rule {
  /** As the schema states it. */
  readonly source: string;
  readonly message?: string;
  /** Absent when it cannot be evaluated here: then `problem` says why. */
  readonly expression?: Expression;
  readonly problem?: string;
  readonly messageExpression?: Expression;
  /** JSON pointer, from the value that the rule is about, to what it finds fault with. */
  readonly path?: string;
  /** Whether the rule is about a change: without an old value it does not count, unless that is optional. */
  readonly usesOldSelf?: true;
  readonly optionalOldSelf?: true;
}
