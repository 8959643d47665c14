import type { Purpose } from '../manifests/purpose/purpose.ts';
import type { ChunksOf } from '../manifests/read-documents.ts';
import type { Tool } from '../report/tool.ts';
import type { Severity } from '../validation/finding.ts';
import type { KindInfo } from '../validation/schema/source-kind.ts';
import type { ObjectsOf } from './clusters/deliveries.ts';
import type { Judge, JudgeContext } from './judges.ts';

/** How documents are judged. */
export interface Judging extends JudgeContext {
  /** Reads a file, which rules that look at several objects may do again. */
  readonly chunksOf: ChunksOf;
  /** Every object of a kind in the run. */
  readonly objectsOf: ObjectsOf;
  readonly judges: readonly Judge[];
  /** Whether a kind without a schema is an error. */
  readonly strict: boolean;
  /** Kinds that are known: those that ship, and of the definitions that were given. */
  readonly kinds: readonly KindInfo[];
  /** Kinds whose names no other project has, beside those of OpenShift that are known here. */
  readonly distinctKinds: ReadonlySet<string>;
  /** Rules that do not count. */
  readonly skip: ReadonlySet<string>;
  readonly minSeverity: Severity;
  readonly tool: Tool;
  /** What a file is for that is not for a server. */
  readonly purposeOf: (file: string) => Purpose | undefined;
  /** The same of a document, as far as only the program knows of it. */
  readonly purposeOfValue: (file: string, value: unknown) => Purpose | undefined;
  /** Commands that have been named as the way to judge something. */
  readonly told: Set<string>;
  /** Whether Flux fills variables into the objects of a file. */
  readonly isSubstituted: (file: string) => boolean;
}
