import type { ValueError } from './catalog/catalog.ts';

/** An error, and for a combination (`anyOf`, `oneOf`) what each of its alternatives lacks. */
export interface CondensedError extends ValueError {
  readonly alternatives?: readonly (readonly ValueError[])[];
}

/**
 * Leaves one error where Ajv reports several for one fault: an alternative that is not met is part of the error of the
 * combination, and a value of the wrong type is wrong in nothing else.
 */
export function condenseErrors(errors: readonly ValueError[]): CondensedError[] {
  const condensed: CondensedError[] = [];
  for (const error of errors) {
    // `if` only wraps combinations that a null skips; what fails in it is reported itself.
    if (error.keyword === 'if') continue;
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') condensed.push(error);
    else condensed.push({ ...error, alternatives: takeAlternatives(condensed, error) });
  }
  const mistyped = new Set(
    condensed.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  return condensed.filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath));
}

/** Takes the errors of a combination's alternatives, which Ajv reports right before it, off the end of a list. */
function takeAlternatives(errors: ValueError[], { schemaPath, instancePath }: ValueError): ValueError[][] {
  const prefix = `${schemaPath}/`;
  const isInside = (error: ValueError | undefined): error is ValueError =>
    error?.schemaPath.startsWith(prefix) === true && error.instancePath.startsWith(instancePath);
  const alternatives = new Map<string, ValueError[]>();
  for (let last = errors.at(-1); isInside(last); last = errors.at(-1)) {
    const [index = ''] = last.schemaPath.slice(prefix.length).split('/', 1);
    alternatives.set(index, [last, ...(alternatives.get(index) ?? [])]);
    errors.pop();
  }
  return [...alternatives.values()].reverse();
}
