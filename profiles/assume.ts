import { parse } from 'yaml';
import * as z from 'zod';
import { fieldAt } from './field.ts';
import { type Path, valueAt } from './path.ts';
import { type ParsedProfile, profileSchema } from './schema/profile.ts';

type Issue = z.core.$ZodIssue;

/** Combinations of assumed values that are looked at; a profile with more unknowns is judged when some are mended. */
const MOST = 64;

/**
 * What a profile of the wrong shape may have meant, so that the rules can judge the rest of it: unknown keys are left
 * out, a wrong value becomes each of those that are allowed or, where there is no choice, the default or an example.
 *
 * @returns every meaning with its defaults; none when that cannot be guessed
 */
export function assumedProfiles(value: object, issues: readonly Issue[]): ParsedProfile[] {
  // Each makes copies of the whole profile.
  if (issues.length > MOST) return [];
  const meanings = issues.reduce<object[]>(
    (candidates, issue) =>
      candidates.length > MOST
        ? candidates
        : candidates.flatMap((candidate) => withoutIssue(candidate, issue, value)),
    [value],
  );
  if (meanings.length > MOST) return [];
  const parsed = meanings.map((meaning) => profileSchema.safeParse(meaning));
  return parsed.every(({ success }) => success) ? parsed.flatMap(({ data }) => data ?? []) : [];
}

function withoutIssue(candidate: object, issue: Issue, written: object): object[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const unknown = new Set(issue.keys);
    const known = Object.entries(valueAt(candidate, path) ?? {}).filter(([key]) => !unknown.has(key));
    return [replaced(candidate, path, Object.fromEntries(known))];
  }
  if (issue.code === 'invalid_value') return issue.values.map((value) => replaced(candidate, path, value));
  if (issue.code === 'invalid_type' && issue.expected === 'boolean' && valueAt(written, path) !== undefined) {
    return [true, false].map((value) => replaced(candidate, path, value));
  }
  const union = fieldAt(path, written)?.schema;
  if (union instanceof z.ZodDiscriminatedUnion && path.length > 0 && valueAt(written, path) !== undefined) {
    return alternativesOf(union).map((value) => replaced(candidate, path, value));
  }
  if (valueAt(written, path) !== undefined) {
    const dropped = replaced(candidate, path, undefined);
    if (!profileSchema.safeParse(dropped).error?.issues.some((other) => samePath(other.path as Path, path))) {
      return [dropped];
    }
  }
  const example = fieldAt(path, written)?.example;
  return [replaced(candidate, path, example === undefined ? undefined : parse(example))];
}

/** Each alternative of a union as it is with nothing but its choice, where it can be. */
function alternativesOf(union: z.ZodDiscriminatedUnion): unknown[] {
  const { discriminator } = union.def;
  return union.options.flatMap((option) => {
    const choice = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
    const value = { [discriminator]: choice instanceof z.ZodLiteral ? choice.value : undefined };
    return union.safeParse(value).success ? [value] : [];
  });
}

/** A copy with another value at a path; undefined takes the key away. */
export function replaced<Value>(value: Value, path: Path, by: unknown): Value {
  const [step, ...rest] = path;
  if (step === undefined) return by as Value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const members = copy as Record<string | number, unknown>;
  const member = replaced(members[step], rest, by);
  if (member === undefined && !Array.isArray(copy)) delete members[step];
  else members[step] = member;
  return copy as Value;
}

function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}
