import { createRequire as requireFrom } from 'node:module';
import type { RE2JS } from 're2js';

/** A compiled pattern. Ajv keeps one for each distinct `toString()`. */
export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

const patterns = new Map<string, Pattern>();
const compiled = new Map<string, RE2JS | null>();
let engine: typeof RE2JS | undefined;

/**
 * A pattern in the syntax of Go's regexp (RE2), found anywhere in a text, in time linear to the text. JavaScript's own
 * expressions differ (`(?i)`, `[[:cntrl:]]`, `\z`, what `.` and `\s` match) and can take exponential time.
 *
 * The engine is loaded, and the pattern compiled, when a text is first tested: most manifests never need it.
 */
export function re2(source: string): Pattern {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    // No text matches a pattern that Go cannot compile (kube-openapi pkg/validation/validate/values.go).
    pattern = {
      test: (text) => compileRe2(source)?.matcher(text).find() === true,
      toString: () => `/${source}/`,
    };
    patterns.set(source, pattern);
  }
  return pattern;
}

/** A pattern as the engine has it, loaded when first asked for. @returns null for a pattern that Go cannot compile */
export function compileRe2(source: string): RE2JS | null {
  let expression = compiled.get(source);
  if (expression === undefined) {
    expression = compile(source);
    compiled.set(source, expression);
  }
  return expression;
}

function compile(source: string): RE2JS | null {
  engine ??= (requireFrom(import.meta.url)('re2js') as { RE2JS: typeof RE2JS }).RE2JS;
  try {
    return engine.compile(source);
  } catch {
    return null;
  }
}

/** Whether Go can compile a pattern. */
export function isRe2(source: string): boolean {
  return compile(source) !== null;
}
