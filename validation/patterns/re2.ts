import { createRequire as requireFrom } from 'node:module';
import type { RE2JS } from 're2js';

/** A compiled pattern. Ajv keeps one for each distinct `toString()`. */
export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

const patterns = new Map<string, Pattern>();
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
    let compiled: RE2JS | undefined | null;
    pattern = {
      test: (text) => {
        if (compiled === undefined) compiled = compile(source);
        return compiled?.matcher(text).find() === true;
      },
      toString: () => `/${source}/`,
    };
    patterns.set(source, pattern);
  }
  return pattern;
}

/** @returns null for a pattern that Go cannot compile: no text matches it (kube-openapi pkg/validation/validate/values.go) */
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
