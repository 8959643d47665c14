import type { Part } from './part.ts';

/**
 * The schema of the field that a path such as `.spec.a['b.c']` leads to (apiextensions-apiserver pkg/apiserver/schema/cel,
 * ValidFieldPath).
 *
 * @returns undefined when it leads nowhere
 */
export function fieldOf(path: string, schema: Part, allowsBrackets = true): Part | undefined {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/gy)];
  if (steps.length === 0 || steps.map(([step]) => step).join('') !== path) return undefined;
  let field = schema;
  for (const [, name, quoted] of steps) {
    if (name === undefined && !allowsBrackets) return undefined;
    const [properties, others] = [field.at('properties'), field.at('additionalProperties')];
    if (properties.exists) field = properties.at(name ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'));
    else field = others;
    if (!field.exists) return undefined;
  }
  return field;
}
