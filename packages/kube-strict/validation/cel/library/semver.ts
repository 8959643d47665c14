import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelObject, type CelValue, compareTexts } from '../values.ts';
import { type Functions, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'kubernetes.Semver': Semver;
  }
}

const NUMBER = '0|[1-9][0-9]*';
const SEMVER = new RegExp(
  `^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})` +
    `(?:-((?:${NUMBER}|[0-9]*[-A-Za-z][-0-9A-Za-z]*)(?:\\.(?:${NUMBER}|[0-9]*[-A-Za-z][-0-9A-Za-z]*))*))?` +
    '(?:\\+[-0-9A-Za-z]+(?:\\.[-0-9A-Za-z]+)*)?$',
);

/** A semantic version (github.com/blang/semver/v4). What it says of its build does not count. */
export class Semver extends CelObject {
  readonly typeName = 'kubernetes.Semver';

  private constructor(
    readonly numbers: readonly bigint[],
    readonly prerelease: readonly string[],
  ) {
    super();
  }

  /** @returns undefined for what is no version */
  static parse(text: string): Semver | undefined {
    const match = SEMVER.exec(text);
    if (match === null) return undefined;
    const [, major = '', minor = '', patch = '', prerelease] = match;
    const numbers = [major, minor, patch].map(BigInt);
    if (numbers.some((number) => BigInt.asUintN(64, number) !== number)) return undefined;
    return new Semver(numbers, prerelease?.split('.') ?? []);
  }

  equals(other: CelValue): boolean {
    return other instanceof Semver && this.compareTo(other) === 0;
  }

  /** @returns -1, 0 or 1 */
  compareTo(other: Semver): number {
    for (const [index, number] of this.numbers.entries()) {
      const difference = number - (other.numbers[index] ?? 0n);
      if (difference !== 0n) return difference < 0n ? -1 : 1;
    }
    return comparePrereleases(this.prerelease, other.prerelease);
  }
}

/** A version comes after its own prereleases; of those, numbers come before words, and the longer last. */
function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return Math.sign(right.length - left.length);
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one !== other) return comparePrereleaseParts(one, other);
  }
  return left.length < right.length ? -1 : 0;
}

function comparePrereleaseParts(one: string, other: string): number {
  const [isNumber, otherIsNumber] = [/^[0-9]+$/.test(one), /^[0-9]+$/.test(other)];
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return isNumber ? (BigInt(one) < BigInt(other) ? -1 : 1) : compareTexts(one, other);
}

/** Adds what a short version leaves out, and takes off a `v` and leading zeros (library/semverlib.go, normalizeAndParse). */
function normalize(text: string): string {
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [
    major,
    ...(minor === undefined ? [] : [minor]),
    ...(rest.length > 0 ? [rest.join('.')] : []),
  ];
  if (parts.length < 3 && /[-+]/.test(parts.at(-1) ?? '')) return '';
  const trimmed = parts.map((part) => part.replace(/^0+(?=[0-9])/, ''));
  return [...trimmed, '0', '0'].slice(0, 3).join('.');
}

function parse(text: string, normalized = false): Semver | undefined {
  return Semver.parse(normalized ? normalize(text) : text);
}

function versionOf(text: string, normalized = false): Semver {
  const version = parse(text, normalized);
  if (version === undefined) throw new CelError(`no semantic version: ${JSON.stringify(text)}`);
  return version;
}

function traversal(text: string): number {
  return characterCost(text.length);
}

const PAIR = ['kubernetes.Semver', 'kubernetes.Semver'] as const;

/** k8s.io/apiserver pkg/cel/library/semverlib.go, version 1. */
export const SEMVERS: Functions = {
  semver: [
    overload(['string'], (text) => versionOf(text), traversal),
    overload(['string', 'bool'], versionOf, traversal),
  ],
  isSemver: [
    overload(['string'], (text) => parse(text) !== undefined, traversal),
    overload(['string', 'bool'], (text, normalized) => parse(text, normalized) !== undefined, traversal),
  ],
  major: [overload(['kubernetes.Semver'], ({ numbers: [major = 0n] }) => major)],
  minor: [overload(['kubernetes.Semver'], ({ numbers: [, minor = 0n] }) => minor)],
  patch: [overload(['kubernetes.Semver'], ({ numbers: [, , patch = 0n] }) => patch)],
  isGreaterThan: [overload(PAIR, (left, right) => left.compareTo(right) > 0)],
  isLessThan: [overload(PAIR, (left, right) => left.compareTo(right) < 0)],
  compareTo: [overload(PAIR, (left, right) => BigInt(left.compareTo(right)))],
};
