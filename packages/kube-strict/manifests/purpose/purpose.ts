import { relative } from 'node:path';

/** What a file or a document is for that no server is ever sent. */
export interface Purpose {
  /** `check/...`; see `check/tool-rules.ts`. */
  readonly rule: string;
  /** What it is, in the singular, as `template of Helm`. */
  readonly what: string;
  /** One sentence on why it is not judged. */
  readonly message: string;
  /** The command that gives the objects to judge. */
  readonly command: string;
  /**
   * What that command is good for, when it does not print what is to be judged.
   * @default - to judge what it prints
   */
  readonly before?: string;
}

/**
 * What helps to have the objects of a purpose judged.
 *
 * @param check the command of the program
 */
export function remedyOf({ command, before }: Pick<Purpose, 'command' | 'before'>, check: string): string {
  return before === undefined
    ? `Judge what it is made into: ${command} | ${check} -`
    : `${before}: ${command}`;
}

/** A path as one types it, from where one is. */
export function typed(path: string): string {
  const near = relative(process.cwd(), path) || '.';
  return /^[\w./@:+,=-]+$/.test(near) ? near : `'${near.replaceAll("'", "'\\''")}'`;
}
