import type { Finding, Severity } from '../validation/finding.ts';

/** A line of a file, as it may be shown. */
export interface Excerpt {
  /** Of a long line only what is around the place. */
  readonly text: string;
  /** Where in the text the place is, from 0; past its end when it must not be shown. */
  readonly at: number;
}

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
  /** Rules that are waived for it, one for each finding, whether or not these are shown. */
  readonly waived?: readonly string[];
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
  /** How many findings are waived, by rule; undefined when none is. */
  readonly waived?: Readonly<Record<string, number>>;
  /** Findings that count and are not shown, since there are too many; undefined when all are. */
  readonly notShown?: number;
}

/** From the least on. */
export const SEVERITIES = ['info', 'warning', 'error'] as const satisfies readonly Severity[];

/** As many findings of each severity are shown in a run. More do not help anybody, and can fill a disk. */
const MOST_SHOWN = 5000;

/** Adds up a run. */
export class Counter {
  private readonly verdicts: Record<DocumentVerdict, number> = { valid: 0, invalid: 0, skipped: 0 };
  private readonly severities: Record<Severity, number> = { info: 0, warning: 0, error: 0 };
  private files = 0;
  private lastFile: string | undefined;
  private readonly waived = new Map<string, number>();
  private notShown = 0;

  get isEmpty(): boolean {
    return this.lastFile === undefined;
  }

  /**
   * Counts a document. Documents come file by file.
   *
   * @returns it as it is to be reported: without findings of a severity of which enough has been shown
   */
  add(document: CheckedDocument): CheckedDocument {
    const { file, verdict, findings, waived = [] } = document;
    if (file !== this.lastFile) this.files += 1;
    this.lastFile = file;
    this.verdicts[verdict] += 1;
    for (const rule of waived) this.waived.set(rule, (this.waived.get(rule) ?? 0) + 1);
    const shown = findings.filter(({ severity }) => {
      this.severities[severity] += 1;
      return this.severities[severity] <= MOST_SHOWN;
    });
    this.notShown += findings.length - shown.length;
    return shown.length === findings.length ? document : { ...document, findings: shown };
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
      ...(this.waived.size > 0 && { waived: Object.fromEntries(this.waived) }),
      ...(this.notShown > 0 && { notShown: this.notShown }),
    };
  }
}

/** What has to be said of a run beside its numbers, a sentence each. */
export function remarksOn({ waived = {}, notShown = 0 }: CheckSummary): string[] {
  const rules = Object.entries(waived).map(([rule, count]) => `${count} × ${rule}`);
  return [
    ...(rules.length > 0 ? [`waived: ${rules.join(', ')}`] : []),
    ...(notShown > 0 ? [`and ${notShown} findings more, which are not shown; mend those above first`] : []),
  ];
}
