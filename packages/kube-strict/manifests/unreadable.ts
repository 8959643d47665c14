import type { TextProblem } from './problem.ts';

/**
 * Thrown where a text stops being readable. What is wrong ends up in a report; it never leaves the readers. Not an Error:
 * to record the stack takes longer than to read a small document.
 */
export class Unreadable {
  readonly problem: TextProblem;

  constructor(rule: string, start: number, message: string, fix?: string) {
    this.problem = { rule, severity: 'error', start, message, ...(fix !== undefined && { fix }) };
  }
}
