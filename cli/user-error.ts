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

/** A mistake of the user's, with every problem at once. It is printed without a stack trace and ends with exit status 2. */
export class UserError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'UserError';
  }
}

/** `file:line:column: path: message` and, on a line of its own, how to mend it. Parts that are not known are left out. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, message, fix } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const head = [place, path, message].filter((part) => part !== undefined && part !== '').join(': ');
  return fix === undefined ? head : `${head}\n  fix: ${fix}`;
}
