import { relative } from 'node:path';

/** What a file or a document is for that no server is ever sent. */
export interface Purpose {
  /** `check/...`; see `cli/check/tool-rules.ts`. */
  readonly rule: string;
  /** What it is, in the singular, as `template of Helm`. */
  readonly what: string;
  /** One sentence on why it is not judged. */
  readonly message: string;
  /** The command that gives the objects to judge. */
  readonly fix: string;
}

/** How to judge what a command makes. */
export function judgedBy(command: string): string {
  return `Judge what it is made into: ${command} | coco-gitops check -`;
}

/** A path as one types it, from where one is. */
export function typed(path: string): string {
  const near = relative(process.cwd(), path) || '.';
  return /^[\w./@:+,=-]+$/.test(near) ? near : `'${near.replaceAll("'", "'\\''")}'`;
}
