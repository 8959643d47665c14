import type { Part } from './part.ts';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const LINE_BREAK = /[\n\r]/;

/** Rules in CEL; what they say is left to the server (apiextensions-apiserver pkg/apis/apiextensions/validation). */
export function checkRules(rules: Part): void {
  for (const entry of rules.items) {
    const [rule, message, computed, path] = ['rule', 'message', 'messageExpression', 'fieldPath'].map(
      (field) => entry.at(field),
    ) as [Part, Part, Part, Part];
    const text = message.text.trim();
    if (rule.text.trim() === '') rule.require();
    else if (message.text !== '' && text === '') message.invalid('Expected a message, found only blanks.');
    else if (LINE_BREAK.test(text)) message.invalid('Expected a message of one line, found several.');
    else if (LINE_BREAK.test(rule.text.trim()) && text === '')
      message.require('is required when the rule has several lines');
    if (computed.text !== '' && computed.text.trim() === '') computed.require();
    entry.at('reason').oneOfIfSet(REASONS);
    if ((path.text !== '' && path.text.trim() === '') || LINE_BREAK.test(path.text))
      path.invalid('Expected the path of a field, on one line.');
  }
}
