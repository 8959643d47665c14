import { compile } from '../cel/compile.ts';
import type { Part } from './part.ts';

/** What an expression may refer to, whatever it is part of (apiserver pkg/admission/plugin/cel/compile.go). */
export const REQUEST_VARIABLES = ['authorizer', 'namespaceObject', 'object', 'oldObject', 'request'];

/**
 * Reports an expression that is missing, or that no server can compile. Types are left to the server.
 *
 * @param answer what comes of it
 * @returns whether there is one
 */
export function checkExpression(
  expression: Part,
  variables: readonly string[],
  answer: 'boolean' | 'value' = 'boolean',
): boolean {
  if (expression.text.trim() === '') {
    expression.require();
    return false;
  }
  const { problem } = compile(expression.text, variables, answer === 'boolean');
  if (problem !== undefined) expression.invalid(`Expected an expression in CEL, but ${problem}.`);
  return true;
}
