import { compile, refersTo } from '../cel/compile.ts';
import { fieldOf } from './field-path.ts';
import type { Part } from './part.ts';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const LINE_BREAK = /[\n\r]/;

/**
 * Rules in CEL (apiextensions-apiserver pkg/apis/apiextensions/validation). Types and costs are left to the server.
 *
 * @param correlates whether a value can be told from the one before a change: not in an atomic list, for one
 */
export function checkRules(schema: Part, correlates: boolean): void {
  for (const entry of schema.at('x-kubernetes-validations').items) {
    checkTexts(entry);
    checkFieldPath(entry.at('fieldPath'), schema);
    checkRule(entry, correlates);
  }
}

function checkTexts(entry: Part): void {
  const [rule, message, computed] = ['rule', 'message', 'messageExpression'].map((field) =>
    entry.at(field),
  ) as [Part, Part, Part];
  const text = message.text.trim();
  if (rule.text.trim() === '') rule.require();
  else if (message.text !== '' && text === '') message.invalid('Expected a message, found only blanks.');
  else if (LINE_BREAK.test(text)) message.invalid('Expected a message of one line, found several.');
  else if (LINE_BREAK.test(rule.text.trim()) && text === '')
    message.require('is required when the rule has several lines');
  if (computed.text !== '' && computed.text.trim() === '') computed.require();
  entry.at('reason').oneOfIfSet(REASONS);
}

function checkFieldPath(path: Part, schema: Part): void {
  if (path.text === '') return;
  const isBlank = path.text.trim() === '' || LINE_BREAK.test(path.text);
  if (isBlank || fieldOf(path.text, schema) === undefined)
    path.invalid('Expected the path of a field of this schema, on one line.');
}

function checkRule(entry: Part, correlates: boolean): void {
  const [rule, computed] = [entry.at('rule'), entry.at('messageExpression')];
  for (const [part, asks] of [
    [rule, true],
    [computed, false],
  ] as const) {
    if (part.text.trim() === '') continue;
    const { problem, expression } = compile(part.text, ['oldSelf', 'self'], asks);
    if (problem !== undefined) part.invalid(`Expected an expression in CEL, but ${problem}.`);
    if (part !== rule || expression === undefined) continue;
    const usesOld = refersTo(expression, 'oldSelf');
    if (usesOld && !correlates)
      rule.invalid('Expected no oldSelf here, where it cannot be told which value was the old one.');
    if (!usesOld) entry.at('optionalOldSelf').forbidIfSet('for a rule without oldSelf');
  }
}
