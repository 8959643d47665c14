import { dns1035Label, dnsSubdomain, pathSegment, qualifiedName } from '../metadata/names.ts';
import { checkAdmissionRule, checkMatchConditions } from './admission-rules.ts';
import { checkExpression, REQUEST_VARIABLES } from './expressions.ts';
import { distinct, type Part } from './part.ts';
import { checkSelector } from './selectors.ts';

// Policies in expressions: k8s.io/kubernetes pkg/apis/admissionregistration/validation/validation.go.

const MOST_AUDIT_ANNOTATIONS = 20;
const MOST_EXPRESSION_BYTES = 5 * 1024;
/** Parameters may be missing, and conditions see no variables; both is left to the server. */
const VARIABLES = [...REQUEST_VARIABLES, 'params', 'variables'];
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'];

export function checkValidatingAdmissionPolicy(policy: Part): void {
  const spec = policy.at('spec');
  spec.at('failurePolicy').oneOfIfSet(['Fail', 'Ignore']);
  checkParameterKind(spec.at('paramKind'));
  const constraints = spec.at('matchConstraints');
  if (!constraints.exists) constraints.require();
  else if (constraints.at('resourceRules').size === 0) constraints.at('resourceRules').require();
  checkMatch(constraints);
  checkMatchConditions(spec.at('matchConditions'), VARIABLES);
  for (const variable of spec.at('variables').items) {
    const name = variable.at('name');
    if (name.requireText() && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name.text))
      name.malformed('a name of letters, digits and "_", with no digit at the start');
    checkExpression(variable.at('expression'), VARIABLES, 'value');
  }
  distinct(spec.at('variables').items, (variable) => variable.at('name').text, 'name');
  const [validations, annotations] = [spec.at('validations'), spec.at('auditAnnotations')];
  if (validations.size === 0 && annotations.size === 0)
    validations.require('is required without auditAnnotations');
  for (const validation of validations.items) checkValidation(validation);
  annotations.atMost(MOST_AUDIT_ANNOTATIONS, 'annotations');
  const name = policy.at('metadata', 'name').text;
  for (const annotation of annotations.items) {
    const [key, value] = [annotation.at('key'), annotation.at('valueExpression')];
    if (key.requireText()) key.expect((text) => qualifiedName(`${name}/${text}`));
    if (checkExpression(value, VARIABLES, 'value'))
      value.atMost(MOST_EXPRESSION_BYTES, 'bytes', Buffer.byteLength(value.text));
  }
  distinct(annotations.items, (annotation) => annotation.at('key').text, 'key');
}

function checkParameterKind(kind: Part): void {
  if (!kind.exists) return;
  const version = kind.at('apiVersion');
  if (version.requireText()) {
    const parts = version.text.split('/');
    const [group, name = ''] = parts.length > 1 ? parts : [undefined, ...parts];
    const isFine =
      parts.length <= 2 &&
      (group === undefined || dnsSubdomain(group) === undefined) &&
      dns1035Label(name) === undefined;
    if (!isFine) version.malformed('a version, if need be after a group and "/", as in example.com/v1');
  }
  kind.at('kind').expectRequired((text) => dns1035Label(text.toLowerCase()));
}

function checkMatch(match: Part): void {
  for (const field of ['namespaceSelector', 'objectSelector']) checkSelector(match.at(field));
  match.at('matchPolicy').oneOfIfSet(['Equivalent', 'Exact']);
  for (const field of ['resourceRules', 'excludeResourceRules']) {
    for (const rule of match.at(field).items) {
      checkAdmissionRule(rule);
      const names = rule.at('resourceNames').items;
      for (const name of names) name.expect((text) => (text === '' ? 'a name' : pathSegment(text)));
      distinct(names, ({ text }) => text);
    }
  }
}

function checkValidation(validation: Part): void {
  checkExpression(validation.at('expression'), VARIABLES);
  const [message, computed] = [validation.at('message'), validation.at('messageExpression')];
  if (message.text !== '' && message.text.trim() === '')
    message.invalid('Expected a message, found only blanks.');
  else if (/[\r\n]/.test(message.text.trim()))
    message.invalid('Expected a message of one line, found several.');
  if (computed.text !== '') checkExpression(computed, VARIABLES, 'value');
  validation.at('reason').oneOfIfSet(REASONS);
}

export function checkValidatingAdmissionPolicyBinding(binding: Part): void {
  const spec = binding.at('spec');
  spec.at('policyName').expectRequired(dnsSubdomain);
  checkParameters(spec.at('paramRef'));
  checkMatch(spec.at('matchResources'));
  const actions = spec.at('validationActions');
  if (actions.size === 0) actions.require();
  for (const action of actions.items) action.oneOf(['Audit', 'Deny', 'Warn']);
  distinct(actions.items, ({ text }) => text);
  if (actions.texts.includes('Deny') && actions.texts.includes('Warn'))
    actions.invalid('Expected only one of "Deny" and "Warn".');
}

function checkParameters(reference: Part): void {
  if (!reference.exists) return;
  const [name, selector] = [reference.at('name'), reference.at('selector')];
  if (name.text !== '') name.expect(pathSegment);
  checkSelector(selector);
  if ((name.text !== '') === selector.exists) reference.invalid('Expected one of name and selector.');
  const action = reference.at('parameterNotFoundAction');
  if (action.requireText()) action.oneOf(['Allow', 'Deny']);
}
