import { emptyObject, type Json } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import type { TextProblem } from '../problem.ts';
import { oddScalar } from './odd-scalars.ts';
import type { Range, SourceEntry, SourceMap, SourceNode, SourceScalar } from './source-node.ts';

/** A value, and what is wrong with the way it is written. */
export interface Examined {
  /** JSON but for integers that a double cannot hold, which are bigints. Its objects have no prototype. */
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
}

/** More do not help anyone, and a hostile text can have a million. */
const MOST_PROBLEMS = 1000;

/** Makes the value of a tree, and looks for repeated keys and for scalars that are not what they seem. */
export function examine(root: SourceNode): Examined {
  const examiner = new Examiner();
  const value = examiner.valueOf(root);
  return { value, problems: examiner.problems };
}

class Examiner {
  readonly problems: TextProblem[] = [];
  private readonly path: (string | number)[] = [];
  private readonly collections = new Map<SourceNode, Json>();

  valueOf(node: SourceNode): unknown {
    if (node.kind === 'scalar') return this.scalar(node);
    // Where an alias repeats it, it is the same value, and its problems are told once.
    const known = this.collections.get(node);
    if (known !== undefined) return known;
    const value = node.kind === 'map' ? this.map(node) : this.list(node.items);
    this.collections.set(node, value as Json);
    return value;
  }

  private list(items: readonly SourceNode[]): unknown[] {
    return items.map((item, index) => this.below(index, () => this.valueOf(item)));
  }

  private map({ entries, merges = [] }: SourceMap): unknown {
    for (const { start } of merges) {
      const message = 'The key "<<" merges a mapping, which YAML 1.2 does not know.';
      this.add({
        rule: 'yaml/merge-key',
        severity: 'warning',
        start,
        message,
        fix: 'Write the mapping out.',
      });
    }
    const value: Record<string, unknown> = emptyObject();
    const first = new Map<string, SourceEntry>();
    for (const entry of entries) {
      this.below(entry.key, () => {
        const earlier = first.get(entry.key);
        if (earlier === undefined) first.set(entry.key, entry);
        else this.repeated(entry, earlier);
        this.odd(entry.plainKey, entry.keyRange, true);
        value[entry.key] = this.valueOf(entry.value);
      });
    }
    return value;
  }

  private scalar(node: SourceScalar): unknown {
    this.odd(node.plain, node, false);
    if (typeof node.value !== 'number' || Number.isFinite(node.value)) return node.value;
    const message =
      'An infinite number, or none, cannot be a value of a Kubernetes object: JSON has no such number.';
    this.add({
      rule: 'yaml/not-json',
      severity: 'error',
      start: node.start,
      message,
      fix: 'Put it in quotes if a text is meant.',
    });
    return null;
  }

  private odd(plain: string | undefined, { start }: Range, isKey: boolean): void {
    const odd = plain === undefined ? undefined : oddScalar(plain, isKey);
    if (odd !== undefined) this.add({ severity: 'warning', start, ...odd });
  }

  private repeated(entry: SourceEntry, earlier: SourceEntry): void {
    const { start } = entry.keyRange;
    if (entry.merged === undefined && earlier.merged === undefined) {
      const message = `The key ${JSON.stringify(entry.key)} is in this mapping twice.`;
      this.add({
        rule: 'yaml/duplicate-key',
        severity: 'error',
        start,
        message,
        fix: 'Keep one of the two.',
      });
      return;
    }
    const message = `The key ${JSON.stringify(entry.key)} is also merged into this mapping, and a strict server lets nothing override what is merged.`;
    const fix = 'Write the mapping out, without "<<".';
    this.add({ rule: 'yaml/merge-override', severity: 'error', start, message, fix });
  }

  private below<T>(step: string | number, work: () => T): T {
    this.path.push(step);
    const result = work();
    this.path.pop();
    return result;
  }

  private add(problem: Omit<TextProblem, 'path'>): void {
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push({ ...problem, path: this.path.reduce<string>(memberPointer, '') });
    }
  }
}
