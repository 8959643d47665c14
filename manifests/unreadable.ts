import type { TextProblem } from './problem.ts';

/** Thrown where a text stops being readable. What is wrong ends up in a report; it never leaves the readers. */
export class Unreadable extends Error {
  readonly problem: TextProblem;

  constructor(rule: string, start: number, message: string, fix?: string) {
    super(message);
    this.problem = { rule, severity: 'error', start, message, ...(fix !== undefined && { fix }) };
  }
}
