import { assumedProfiles, replaced } from './assume.ts';
import { type Path, valueAt } from './path.ts';
import { RULES } from './rules/index.ts';
import { type ParsedProfile, type ProfileInput, profileSchema } from './schema/profile.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * What the rules have against a profile, whatever is meant by its wrong values, by keys that nobody knows and by those
 * that stand twice.
 *
 * @param shape what the schema has against it
 */
export function sense(source: YamlSource, shape: readonly SourceProblem[]): SourceProblem[] {
  const readings = [source.value, source.otherValue, asMeant(source.value, shape)].filter(
    (value) => value !== undefined,
  );
  const judged = readings.map((value) => meaningsOf(value as object));
  const wrong = judged.flatMap((one) => one.wrong);
  const problems = judged.flatMap(({ written, meanings }) =>
    meanings.length === 0 ? [[]] : meanings.map((meaning) => ruleProblems(meaning, written, source)),
  );
  const [first = [], ...others] = problems;
  const isWrong = ({ path = [] }: SourceProblem) => wrong.some((place) => isAbove(place, path));
  const isIn = (problem: SourceProblem, list: readonly SourceProblem[]) =>
    list.some(({ offset, message }) => offset === problem.offset && message === problem.message);
  return first.filter((problem) => !isWrong(problem) && others.every((list) => isIn(problem, list)));
}

interface Meanings {
  /** What the schema accepts is of its input type; the rules ask of the rest only whether it is there. */
  readonly written: ProfileInput;
  /** None when they cannot be guessed. */
  readonly meanings: readonly ParsedProfile[];
  /** Places of wrong values. */
  readonly wrong: readonly Path[];
}

function meaningsOf(value: object): Meanings {
  const result = profileSchema.safeParse(value);
  const written = value as ProfileInput;
  if (result.success) return { written, meanings: [result.data], wrong: [] };
  const { issues } = result.error;
  const wrong = issues.map(({ path }) => path as Path).filter(({ length }) => length > 0);
  return { written, meanings: assumedProfiles(value, issues), wrong };
}

/** The profile with each unknown key where it was probably meant to be; undefined when there is none. */
function asMeant(value: unknown, shape: readonly SourceProblem[]): unknown {
  const moves = shape.flatMap(({ path, meant = [] }) =>
    path === undefined || meant[0] === undefined ? [] : [{ path, place: placeFor(path, meant[0]) }],
  );
  if (moves.length === 0) return undefined;
  return moves.reduce((profile, { path, place }) => {
    const found = valueAt(profile, path);
    const rest = replaced(profile, path, undefined);
    return place === undefined ? rest : replaced(rest, place, found);
  }, value);
}

/** With the indexes of lists that both are in; undefined where another list would have to be guessed. */
function placeFor(path: Path, meant: readonly string[]): Path | undefined {
  const place = meant.map((step, index) => (step === '*' ? path[index] : step));
  const isSame = place.every(
    (step, index) =>
      step !== undefined && (meant[index] !== '*' || isAbove(place.slice(0, index) as Path, path)),
  );
  return isSame ? (place as Path) : undefined;
}

function isAbove(place: Path, path: Path): boolean {
  return place.every((step, index) => step === path[index]);
}

function ruleProblems(parsed: ParsedProfile, written: ProfileInput, source: YamlSource): SourceProblem[] {
  return RULES.flatMap((rule) => rule(parsed, written)).map((problem) => ({
    ...problem,
    offset: source.offsetOf(problem.path),
  }));
}
