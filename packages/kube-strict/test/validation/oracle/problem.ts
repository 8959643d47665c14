import { memberPointer } from '../../../ground/json-pointer.ts';

/** What the oracle finds: `rule path`, to be compared with what the engine finds. */
export type Problem = `${string} ${string}`;

/** Collects problems below a path. */
export class Place {
  constructor(
    readonly problems: Set<Problem>,
    readonly path = '',
  ) {}

  at(member: string | number): Place {
    return new Place(this.problems, memberPointer(this.path, member));
  }

  report(rule: string): void {
    this.problems.add(`api/${rule} ${this.path}`);
  }

  reportAny(rule: string | undefined): void {
    if (rule !== undefined) this.report(rule);
  }
}

export type Value = unknown;
export type Members = Record<string, Value>;

export function isMembers(value: Value): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON type of a value; whole numbers are integers. */
export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
