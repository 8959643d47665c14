import { printable } from './printable.ts';

/** One thing that a user has to mend: what is wrong, where it stands, what helps. */
export interface Problem {
  readonly message: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** Where inside the document, as a person writes it: `operators.gpu.channel`. */
  readonly path?: string;
  readonly fix?: string;
}

/** More problems do not help anybody. */
const MOST_SHOWN = 1000;

/** A mistake of the user's, with every problem at once. It is printed without a stack trace and ends with exit status 2. */
export class UserError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const more = problems.length > MOST_SHOWN ? [`and ${problems.length - MOST_SHOWN} more problems`] : [];
    super([...problems.slice(0, MOST_SHOWN).map(formatProblem), ...more].join('\n'));
    this.name = 'UserError';
  }
}

/**
 * `file:line:column: path: message` and, on a line of its own, how to mend it. Parts that are not known are left out. Any
 * part may hold what was read, and is made printable.
 */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, message, fix } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const head = [place, path, message].filter((part) => part !== undefined && part !== '').join(': ');
  return fix === undefined ? printable(head) : `${printable(head)}\n  fix: ${printable(fix)}`;
}
