/**
 * What Kata's agents read at most: 64 KiB a line and 200,000 lines from 3.30 on (kata-containers,
 * src/agent/policy/src/policy.rs, `POLICY_MAX_COL`), without limits before (microsoft/regorus 0.2.8). A policy of more bytes
 * than they take does not fit into initdata.
 */
const MAX_COLUMN = 64 * 1024;
const MAX_LINES = 200_000;

/** The widest line that every agent reads: columns count from 1, and the one behind the last is reached too. */
export const MAX_WIDTH = MAX_COLUMN - 1;

export interface LimitFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

const NOT_EVERY = 'which Kata from 3.30 on does not read';

/** A policy that is too long, or too wide. A line feed at the end begins another line, as the engine counts. */
export function limitFaults(text: string): LimitFault[] {
  const lines = text.split('\n');
  const wide = lines.flatMap((line, index) =>
    isTooWide(line)
      ? [{ line: index + 1, message: `a line of more than ${MAX_WIDTH} columns, ${NOT_EVERY}` }]
      : [],
  );
  if (lines.length <= MAX_LINES) return wide;
  return [{ line: MAX_LINES + 1, message: `more than ${MAX_LINES} lines, ${NOT_EVERY}` }, ...wide];
}

/**
 * Whether a line has more columns than every agent reads: a byte is one, and a tab four. Comments are not counted by the
 * engine; here those that have a line of their own are not.
 */
export function isTooWide(line: string): boolean {
  if (line.length <= MAX_WIDTH / 4) return false;
  const isComment = line.trimStart().startsWith('#') && !line.includes('`');
  return !isComment && Buffer.byteLength(line) + 3 * (line.split('\t').length - 1) > MAX_WIDTH;
}
