import type { Finding, Severity } from '../../validation/finding.ts';
import type { Excerpt } from './excerpt.ts';

/** A finding with its place in a file. */
export interface PlacedFinding extends Finding {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** `skipped`: no schema is known for the kind, or it is none of an API. */
export type DocumentVerdict = 'valid' | 'invalid' | 'skipped';

/** What `check` says of one object, or of a document that cannot be read. */
export interface CheckedDocument {
  /** As it was found; `-` for the standard input. */
  readonly file: string;
  /** Position of the document in its file, from 0. Items of a list have that of the list. */
  readonly index: number;
  /** Where the object starts, from 1. */
  readonly line: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** What it is, when that is not told by its kind: `template of Helm`. */
  readonly what?: string;
  readonly verdict: DocumentVerdict;
  /** By line and column. */
  readonly findings: readonly PlacedFinding[];
  /** The line of a finding as it may be shown; undefined when it may not. */
  readonly excerpt: (finding: PlacedFinding) => Excerpt | undefined;
}

/** The numbers of a run. */
export interface CheckSummary {
  readonly files: number;
  readonly documents: number;
  readonly valid: number;
  readonly invalid: number;
  readonly skipped: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** From the least on. */
export const SEVERITIES = ['info', 'warning', 'error'] as const satisfies readonly Severity[];

/** Adds up a run. */
export class Counter {
  private readonly verdicts: Record<DocumentVerdict, number> = { valid: 0, invalid: 0, skipped: 0 };
  private readonly severities: Record<Severity, number> = { info: 0, warning: 0, error: 0 };
  private files = 0;
  private lastFile: string | undefined;

  get isEmpty(): boolean {
    return this.lastFile === undefined;
  }

  /** Documents come file by file. */
  add({ file, verdict, findings }: CheckedDocument): void {
    if (file !== this.lastFile) this.files += 1;
    this.lastFile = file;
    this.verdicts[verdict] += 1;
    for (const { severity } of findings) this.severities[severity] += 1;
  }

  summary(): CheckSummary {
    const { valid, invalid, skipped } = this.verdicts;
    const { error, warning, info } = this.severities;
    const documents = valid + invalid + skipped;
    return {
      files: this.files,
      documents,
      valid,
      invalid,
      skipped,
      errors: error,
      warnings: warning,
      infos: info,
    };
  }
}
