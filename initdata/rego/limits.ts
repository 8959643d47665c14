/**
 * What regorus, the Rego engine of the agent, reads at most (microsoft/regorus, src/lexer.rs). Newer agents raise these
 * limits (kata-containers, src/agent/policy/src/policy.rs, `PolicyLengthConfig`), older engines had none.
 */
const MAX_COLUMN = 1024;
const MAX_BYTES = 1024 * 1024;
const MAX_LINES = 20_000;

/** The widest line that every agent reads: columns count from 1, and the one behind the last is reached too. */
export const MAX_WIDTH = MAX_COLUMN - 1;

export interface LimitFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** A policy that is too large as a whole. */
export function sizeFaults(text: string): LimitFault[] {
  const lines = lineCount(text);
  return [
    ...(Buffer.byteLength(text) > MAX_BYTES ? [{ line: 1, message: `more than 1 MiB, ${NOT_EVERY}` }] : []),
    ...(lines > MAX_LINES
      ? [{ line: MAX_LINES + 1, message: `more than ${MAX_LINES} lines, ${NOT_EVERY}` }]
      : []),
  ];
}

const NOT_EVERY = 'which not every Kata agent reads';

/** A line feed at the end begins another line, as the engine counts. */
function lineCount(text: string): number {
  return text.split('\n').length;
}

/** Lines that are too wide. Comments are not counted by the engine; here those that have a line of their own are not. */
export function wideLines(text: string): LimitFault[] {
  return text.split('\n').flatMap((line, index) => {
    if (!isTooWide(line)) return [];
    return [{ line: index + 1, message: `a line of more than ${MAX_WIDTH} columns, ${NOT_EVERY}` }];
  });
}

/** Whether a line has more columns than every agent reads: a byte is one, and a tab four. */
export function isTooWide(line: string): boolean {
  if (line.length <= MAX_WIDTH / 4) return false;
  const isComment = line.trimStart().startsWith('#') && !line.includes('`');
  return !isComment && Buffer.byteLength(line) + 3 * (line.split('\t').length - 1) > MAX_WIDTH;
}
