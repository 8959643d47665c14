import { type Path, valueAt } from './path.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * One mistake gets one message: leaves out what is said only because a key is misspelt or stands at another level, or
 * because it stands twice and the other one has it.
 *
 * @param shape what the schema has against the profile
 * @param sense what the rules have against it
 */
export function withoutEchoes(
  shape: readonly SourceProblem[],
  sense: readonly SourceProblem[],
  source: YamlSource,
): SourceProblem[] {
  const meant = shape.flatMap((problem) => problem.meant ?? []);
  const isNew = ({ path }: SourceProblem) => {
    // A key whose members stand beside it, not below it, has nothing.
    if (path === undefined || (valueAt(source.value, path) ?? undefined) !== undefined) return true;
    return valueAt(source.otherValue, path) === undefined && !meant.some((place) => leadsTo(path, place));
  };
  // A rule may miss a key beside the one that it names. At the top there are too many that have nothing to do with it.
  const isBeside = ({ path = [] }: SourceProblem) =>
    path.length > 1 &&
    meant.some((place) => path.length === place.length && leadsTo(path.slice(0, -1), place));
  return [...shape.filter(isNew), ...sense.filter((problem) => isNew(problem) && !isBeside(problem))];
}

/** Whether a path is a place, or above or below it. */
function leadsTo(path: Path, place: readonly string[]): boolean {
  const steps = path.slice(0, place.length);
  return steps.every((step, index) => place[index] === (typeof step === 'number' ? '*' : step));
}
