import { memberPointer } from '../../ground/json-pointer.ts';
import type { SourceRule } from '../schema/source-schema.ts';
import { refersTo } from './compile.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';
import type { Rule } from './rule.ts';

/** What a rule may refer to (apiextensions-apiserver pkg/apiserver/schema/cel/compilation.go). */
const VARIABLES = ['self', 'oldSelf'];

/** Parses a rule. One that we cannot parse is kept, with the reason. */
export function readRule(source: SourceRule): Rule {
  const rule = textOf(source.rule);
  const message = textOf(source.message);
  const fieldPath = textOf(source.fieldPath);
  const messageExpression = tryParse(textOf(source.messageExpression)).expression;
  const { expression, problem } = tryParse(rule);
  // Of a rule that cannot be parsed, the text has to tell.
  const usesOldSelf = expression === undefined ? rule.includes('oldSelf') : refersTo(expression, 'oldSelf');
  return {
    source: rule.trim(),
    ...(message && { message: message.trim() }),
    ...(expression === undefined ? { problem } : { expression }),
    ...(messageExpression && { messageExpression }),
    ...(fieldPath && { path: pointerOf(fieldPath) }),
    ...(usesOldSelf && { usesOldSelf }),
    ...(source.optionalOldSelf === true && { optionalOldSelf: true as const }),
  };
}

/** Of a schema that no server would take, anything can be anywhere. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tryParse(
  source: string,
):
  | { readonly expression: Expression; readonly problem?: never }
  | { readonly expression?: never; readonly problem: string } {
  try {
    return { expression: parseExpression(source, VARIABLES) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `.spec['a.b']` as a JSON pointer. */
function pointerOf(fieldPath: string): string {
  const fields = fieldPath.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g);
  return [...fields].reduce(
    (pointer, [, name, quoted = '']) => memberPointer(pointer, name ?? quoted.replaceAll(/\\(.)/g, '$1')),
    '',
  );
}
