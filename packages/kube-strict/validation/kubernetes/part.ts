import { isJsonObject, type Json, type JsonObject } from '../../ground/json.ts';
import { memberPointer } from '../../ground/json-pointer.ts';
import { nearest } from '../../ground/nearest.ts';
import { alternatives, describe } from '../describe.ts';
import type { Finding } from '../finding.ts';
import type { Findings } from '../judgement.ts';

/** What is expected of a text instead; undefined when it is fine. */
export type TextCheck = (text: string) => string | undefined;

/**
 * A value in an object, where it lies, and what is said about it. The object has been decoded: types are right, and
 * there are no nulls. A part may be absent; then it reads as the zero value of its type, as in Go.
 */
export class Part {
  private constructor(
    readonly value: Json | undefined,
    readonly findings: Findings,
    private readonly parent?: Part,
    private readonly key: string | number = '',
  ) {}

  static root(object: JsonObject, findings: Findings): Part {
    return new Part(object, findings);
  }

  /** JSON pointer. */
  get path(): string {
    return this.parent === undefined ? '' : memberPointer(this.parent.path, this.key);
  }

  /** A null can only be where the schema says nothing, and means the same. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  get flag(): boolean {
    return this.value === true;
  }

  /** Undefined when absent. */
  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  get items(): Part[] {
    return Array.isArray(this.value)
      ? this.value.map((item, index) => new Part(item, this.findings, this, index))
      : [];
  }

  /** Of a list of texts. */
  get texts(): string[] {
    return this.items.map(({ text }) => text);
  }

  get keys(): string[] {
    return isJsonObject(this.value) ? Object.keys(this.value) : [];
  }

  get members(): [string, Part][] {
    return this.keys.map((key) => [key, this.at(key)]);
  }

  /** How many items or members there are. */
  get size(): number {
    return Array.isArray(this.value) ? this.value.length : this.keys.length;
  }

  /** A member, or a member of a member. */
  at(...names: readonly string[]): Part {
    return names.reduce((part, name) => part.member(name), this as Part);
  }

  private member(name: string): Part {
    const found = isJsonObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined;
    return new Part(found, this.findings, this, name);
  }

  add(rule: string, message: string, fix?: string): void {
    this.findings.add(
      rule,
      this.path,
      message,
      fix === undefined ? {} : ({ fix } satisfies Partial<Finding>),
    );
  }

  /** Says that the part must be there; the schema may have said so before. */
  require(reason = 'is required and must not be empty'): void {
    if (this.findings.has('api/required', this.path)) return;
    this.add('api/required', `The field "${this.key}" ${reason}.`);
  }

  /** @returns whether there is a text that is not empty */
  requireText(reason?: string): boolean {
    if (this.text !== '') return true;
    this.require(reason);
    return false;
  }

  invalid(message: string, fix?: string): void {
    this.add('api/invalid-value', message, fix);
  }

  /** @param reason completes `The field ... may not be set` */
  forbid(reason: string): void {
    this.add('api/forbidden', `The field "${this.key}" may not be set ${reason}.`);
  }

  forbidIfSet(reason: string): void {
    if (this.exists) this.forbid(reason);
  }

  duplicate(what = describe(this.value)): void {
    this.add('api/duplicate', `Expected something that is not in this list before, found ${what} again.`);
  }

  malformed(expected: string): void {
    this.add('api/format', `Expected ${expected}; found ${describe(this.value)}.`);
  }

  /** @returns whether the text is fine */
  expect(check: TextCheck): boolean {
    const expected = check(this.text);
    if (expected !== undefined) this.malformed(expected);
    return expected === undefined;
  }

  /** As `expect`; an absent or empty text is fine. */
  expectIfSet(check: TextCheck): boolean {
    return this.text === '' || this.expect(check);
  }

  /** As `expect`; empty is reported as missing. */
  expectRequired(check: TextCheck): boolean {
    return this.requireText() && this.expect(check);
  }

  oneOf(allowed: readonly string[]): boolean {
    if (allowed.includes(this.text)) return true;
    const near = nearest(this.text, allowed);
    const found = this.exists ? describe(this.value) : 'nothing';
    const expected = alternatives(allowed.map((name) => describe(name)));
    this.add('api/enum', `Expected ${expected}, found ${found}.`, near && `Did you mean "${near}"?`);
    return false;
  }

  /** As `oneOf`; absent and empty are fine: the server has a default for both. */
  oneOfOrDefault(allowed: readonly string[]): boolean {
    return this.text === '' || this.oneOf(allowed);
  }

  /** As `oneOf`; absent is fine, empty is not: Go tells them apart by a pointer. */
  oneOfIfSet(allowed: readonly string[]): boolean {
    return !this.exists || this.oneOf(allowed);
  }

  /** Absent is fine. */
  between(least: number, most: number): boolean {
    const value = this.number ?? least;
    if (value >= least && value <= most) return true;
    if (this.findings.has('api/bounds', this.path)) return false;
    const expected = Number.isFinite(least)
      ? Number.isFinite(most)
        ? `${least} to ${most}`
        : `at least ${least}`
      : `at most ${most}`;
    this.add('api/bounds', `Expected ${expected}, found ${describe(this.value)}.`);
    return false;
  }

  atLeast(least: number): boolean {
    return this.between(least, Number.POSITIVE_INFINITY);
  }

  /** Of a text in bytes, of a list in items. */
  atMost(most: number, unit: string, size = this.size): boolean {
    if (size <= most) return true;
    this.add('api/length', `The greatest number of ${unit} is ${most}, and this has ${size}.`);
    return false;
  }
}

/** Reports each item whose key another item before it has. Empty keys do not count. */
export function distinct(items: readonly Part[], keyOf: (item: Part) => string, at?: string): void {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === '') continue;
    if (seen.has(key)) (at === undefined ? item : item.at(at)).duplicate();
    seen.add(key);
  }
}
