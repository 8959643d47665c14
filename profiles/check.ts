import { basename, extname } from 'node:path';
import type { z } from 'zod';
import type { Problem } from '../cli/user-error.ts';
import { assumedProfiles } from './assume.ts';
import { formatPath, valueAt } from './path.ts';
import { type Profile, resolveProfile } from './profile.ts';
import { RULES } from './rules/index.ts';
import { type ParsedProfile, type ProfileInput, profileSchema } from './schema/profile.ts';
import { dnsLabel } from './schema/values.ts';
import { shapeProblems } from './shape.ts';
import { describeValue } from './words.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import { YamlSource } from './yaml-source.ts';

/** More are not listed one by one: whoever has that many made one mistake in many places. */
const MAX_PROBLEMS = 100;

/** What a file says. */
export interface CheckedProfile {
  readonly file: string;
  /** In the order of their places in the file. */
  readonly problems: readonly Problem[];
  /** When there is no problem. */
  readonly profile?: Profile;
  /** The name of the profile and its place, when it can be known in spite of problems. */
  readonly name?: { readonly text: string; readonly line: number; readonly column: number };
}

/**
 * Judges the text of a profile: its YAML, its shape and how its settings fit together.
 *
 * @param file path of the file, for messages and for the default name
 */
export function checkProfile(text: string, file: string): CheckedProfile {
  const source = YamlSource.read(text);
  const stem = basename(file, extname(file));
  const { parsed, problems } = judge(source, stem);
  const sorted = [...source.problems, ...problems].sort((a, b) => a.offset - b.offset);
  const name = nameOf(source, stem);
  return {
    file,
    problems: listed(sorted, source, file),
    ...(parsed !== undefined && sorted.length === 0 && { profile: resolveProfile(parsed, stem) }),
    ...(name !== undefined && { name }),
  };
}

function judge(source: YamlSource, stem: string): { parsed?: ParsedProfile; problems: SourceProblem[] } {
  const { value } = source;
  if (value === undefined) return { problems: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value === null ? 'an empty file' : describeValue(value);
    const message = `expected a profile, a mapping of keys such as "tee: tdx"; found ${what}`;
    return { problems: [{ offset: source.offsetOf([]), message, fix: START }] };
  }
  const result = profileSchema.safeParse(value);
  const shape = result.success ? [] : shapeProblems(result.error.issues, source);
  const odd = source.oddNumbers.filter(({ offset }) => shape.every((problem) => problem.offset !== offset));
  const problems = [...shape, ...odd, ...fileNameProblems(source, stem)];
  // What the schema accepts is of its input type; the rules ask of the rest only whether it is there.
  const written = value as ProfileInput;
  if (!result.success) {
    return { problems: [...problems, ...certainProblems(value, result.error.issues, written, source)] };
  }
  return { parsed: result.data, problems: [...problems, ...ruleProblems(result.data, written, source)] };
}

/** What the rules have against a profile of the wrong shape, whatever its wrong values should have been. */
function certainProblems(
  value: object,
  issues: readonly z.core.$ZodIssue[],
  written: ProfileInput,
  source: YamlSource,
): SourceProblem[] {
  const [first = [], ...others] = assumedProfiles(value, issues).map((meaning) =>
    ruleProblems(meaning, written, source),
  );
  const isWrong = ({ path = [] }: SourceProblem) =>
    issues.some((issue) => issue.path.every((step, index) => step === path[index]) && issue.path.length > 0);
  const isIn = (problem: SourceProblem, problems: readonly SourceProblem[]) =>
    problems.some(({ offset, message }) => offset === problem.offset && message === problem.message);
  return first.filter((problem) => !isWrong(problem) && others.every((problems) => isIn(problem, problems)));
}

const START = 'start from one of the built-in profiles: tdx.yaml, snp.yaml, gpu.yaml or sno.yaml';

function ruleProblems(parsed: ParsedProfile, written: ProfileInput, source: YamlSource): SourceProblem[] {
  return RULES.flatMap((rule) => rule(parsed, written)).map((problem) => ({
    ...problem,
    offset: source.offsetOf(problem.path),
  }));
}

/** The file's name is the default of `name`, which becomes part of the names of objects. */
function fileNameProblems(source: YamlSource, stem: string): SourceProblem[] {
  if (valueAt(source.value, ['name']) !== undefined || dnsLabel.safeParse(stem).success) return [];
  const message = `missing, and the name of the file cannot stand in for it: ${JSON.stringify(stem)} is not 1 to 63 lower case letters, digits and "-"`;
  return [
    {
      offset: source.offsetOf(['name']),
      path: ['name'],
      message,
      fix: 'add "name: cluster-a", or rename the file',
    },
  ];
}

function nameOf(source: YamlSource, stem: string): CheckedProfile['name'] {
  if (typeof source.value !== 'object' || source.value === null) return undefined;
  const name = valueAt(source.value, ['name']) ?? stem;
  return typeof name === 'string' ? { text: name, ...source.position(source.offsetOf(['name'])) } : undefined;
}

function listed(problems: readonly SourceProblem[], source: YamlSource, file: string): Problem[] {
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ offset, path = [], message, fix }) => {
    const dotted = formatPath(path);
    return { file, ...source.position(offset), ...(dotted !== '' && { path: dotted }), message, fix };
  });
  const [next] = problems.slice(MAX_PROBLEMS);
  if (next === undefined) return shown;
  const message = `${problems.length - MAX_PROBLEMS} more problems from here on`;
  return [...shown, { file, ...source.position(next.offset), message, fix: 'mend those above first' }];
}
