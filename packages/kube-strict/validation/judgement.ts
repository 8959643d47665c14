import type { JsonObject } from '../ground/json.ts';
import type { KindSchema } from './catalog/catalog.ts';
import type { Finding } from './finding.ts';
import type { ObjectMeta } from './metadata/object-meta.ts';

/** An object on its way through the passes. */
export interface Judgement {
  readonly schema: KindSchema;
  /** A copy, which passes change as the server does: prune, default, drop. */
  readonly object: JsonObject;
  /** For an update: what is there already, as it would be read from the server. */
  readonly old?: JsonObject;
  readonly findings: Findings;
  /** Where a null was taken for an absent field: pointers. */
  readonly nulls: Set<string>;
  /** The object's metadata, once it is known to decode. */
  metadata?: ObjectMeta;
  /** Whether the values have the types of their fields, whatever is missing. */
  decodes?: boolean;
}

/** One step of judging an object. Passes run in order, each on what the one before left. */
export type Pass = (judgement: Judgement) => void;

/** More do not help anyone, and a hostile object can have a million. */
const MOST = 1000;

/** What is found in one object, in the order in which it is found. */
export class Findings {
  private readonly kept: Finding[] = [];
  private readonly counts = new Map<string, number>();
  private readonly places = new Set<string>();
  private more = false;

  /** Adds an error. `more` can give the fix, or another severity. */
  add(
    rule: string,
    path: string,
    message: string,
    more: Partial<Pick<Finding, 'fix' | 'severity'>> = {},
  ): void {
    if (this.kept.length === MOST) {
      this.more = true;
      return;
    }
    this.kept.push({ rule, severity: 'error', path, message, ...more });
    this.counts.set(rule, this.count(rule) + 1);
    this.places.add(`${rule} ${path}`);
  }

  /** How many findings of a rule there are. */
  count(rule: string): number {
    return this.counts.get(rule) ?? 0;
  }

  /** Whether a rule has been broken at a path before. */
  has(rule: string, path: string): boolean {
    return this.places.has(`${rule} ${path}`);
  }

  list(): Finding[] {
    if (!this.more) return this.kept;
    const message = `There are more problems; only the first ${MOST} are listed.`;
    return [...this.kept, { rule: 'api/more', severity: 'error', path: '', message }];
  }
}
