import { describe } from '../describe.ts';
import { isRequestUri } from '../formats/uri.ts';
import { dns1035Label, dnsSubdomain } from '../metadata/names.ts';
import { checkCrdSchema } from './crd-schema.ts';
import { fieldOf } from './field-path.ts';
import { distinct, type Part, type TextCheck } from './part.ts';
import { checkWebhookClient } from './webhook-client.ts';
import { checkReviewVersions } from './webhooks.ts';

const APPROVAL = 'api-approved.kubernetes.io';
const MOST_WARNING_BYTES = 256;
const MOST_SELECTABLE = 8;
const SELECTABLE = ['boolean', 'integer', 'string'];
/** As Go's unicode.IsPrint. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** A kind that is made up (apiextensions-apiserver pkg/apis/apiextensions/validation, ValidateCustomResourceDefinition). */
export function checkCustomResourceDefinition(crd: Part): void {
  const [name, spec] = [crd.at('metadata', 'name'), crd.at('spec')];
  const [group, scope] = [spec.at('group'), spec.at('scope')];
  const expected = `${spec.at('names', 'plural').text}.${group.text}`;
  if (name.text !== '' && name.text !== expected)
    name.add(
      'api/metadata-name',
      `Expected plural and group, ${describe(expected)}; found ${describe(name.value)}.`,
    );
  if (group.expectRequired(dnsSubdomain) && !group.text.includes('.')) group.malformed('a domain with a dot');
  if (scope.requireText()) scope.oneOf(['Cluster', 'Namespaced']);
  checkNames(spec.at('names'));
  checkVersions(spec.at('versions'));
  checkConversion(spec.at('conversion'));
  if (spec.at('preserveUnknownFields').flag)
    spec.at('preserveUnknownFields').invalid('Expected false: mark fields of the schema instead.');
  checkApproval(crd.at('metadata', 'annotations', APPROVAL), group.text);
}

/** The groups of Kubernetes' own community are for what it has reviewed. */
function checkApproval(approval: Part, group: string): void {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return;
  if (!approval.requireText(`is required in the group ${group}`) || approval.text.startsWith('unapproved'))
    return;
  if (!/^[^/?#]+:\/\/[^/?#]/.test(approval.text) || !isRequestUri(approval.text))
    approval.malformed('the address of a review, or "unapproved" and a reason');
}

const lowerLabel: TextCheck = (text) => dns1035Label(text.toLowerCase());

function checkNames(names: Part): void {
  const [kind, listKind] = [names.at('kind'), names.at('listKind')];
  names.at('plural').expectRequired(dns1035Label);
  names.at('singular').expectIfSet(dns1035Label);
  kind.expectRequired(lowerLabel);
  listKind.expectIfSet(lowerLabel);
  if (kind.text !== '' && kind.text === listKind.text)
    listKind.invalid('Expected another name than that of the kind.');
  for (const field of ['shortNames', 'categories'])
    for (const name of names.at(field).items) name.expect(dns1035Label);
}

function checkVersions(versions: Part): void {
  if (versions.size === 0) versions.require();
  for (const version of versions.items) checkVersion(version);
  distinct(versions.items, (version) => version.at('name').text, 'name');
  const stored = versions.items.filter((version) => version.at('storage').flag).length;
  if (versions.size > 0 && stored !== 1)
    versions.invalid(`Expected storage to be true for exactly one version, found ${stored}.`);
}

function checkVersion(version: Part): void {
  version.at('name').expectRequired(dns1035Label);
  const warning = version.at('deprecationWarning');
  if (warning.exists) {
    if (!version.at('deprecated').flag) warning.forbid('unless deprecated is true');
    if (warning.requireText() && !PRINTABLE.test(warning.text))
      warning.malformed('printable characters and blanks');
    warning.atMost(MOST_WARNING_BYTES, 'bytes', Buffer.byteLength(warning.text));
  }
  const [schema, subresources] = [version.at('schema', 'openAPIV3Schema'), version.at('subresources')];
  if (schema.exists) checkCrdSchema(schema, subresources.at('status').exists);
  else schema.require();
  checkScale(subresources.at('scale'));
  for (const column of version.at('additionalPrinterColumns').items) checkColumn(column);
  if (schema.exists) checkSelectableFields(version.at('selectableFields'), schema);
}

/** Fields that objects can be listed by (ValidateCustomResourceSelectableFields). */
function checkSelectableFields(fields: Part, schema: Part): void {
  const paths = fields.items.map((field) => field.at('jsonPath'));
  for (const path of paths) {
    if (!path.requireText()) continue;
    const field = fieldOf(path.text, schema, false);
    if (field === undefined) path.invalid('Expected the path of a field of the schema, such as .spec.color.');
    else if (/^\.metadata(\.|$)/.test(path.text)) path.invalid('Expected no field of metadata.');
    else if (!SELECTABLE.includes(field.at('type').text))
      path.invalid('Expected a field that is a string, a boolean or an integer.');
  }
  distinct(paths, ({ text }) => text);
  fields.atMost(MOST_SELECTABLE, 'fields', new Set(paths.map(({ text }) => text)).size);
}

function checkScale(scale: Part): void {
  if (!scale.exists) return;
  checkPath(scale.at('specReplicasPath'), ['.spec.']);
  checkPath(scale.at('statusReplicasPath'), ['.status.']);
  if (scale.at('labelSelectorPath').text !== '')
    checkPath(scale.at('labelSelectorPath'), ['.spec.', '.status.']);
}

function checkPath(path: Part, starts: readonly string[]): void {
  if (path.requireText() && !starts.some((start) => path.text.startsWith(start)))
    path.malformed(`a path that starts with ${starts.join(' or ')}`);
}

function checkColumn(column: Part): void {
  column.at('name').requireText();
  if (column.at('type').requireText()) column.at('type').oneOf(COLUMN_TYPES);
  column.at('format').oneOfOrDefault(COLUMN_FORMATS);
  checkPath(column.at('jsonPath'), ['.']);
}

function checkConversion(conversion: Part): void {
  if (!conversion.exists) return;
  const [strategy, webhook] = [conversion.at('strategy'), conversion.at('webhook')];
  if (!strategy.requireText() || !strategy.oneOf(['None', 'Webhook'])) return;
  const [client, versions] = [webhook.at('clientConfig'), webhook.at('conversionReviewVersions')];
  if (strategy.text === 'None') {
    if (client.exists || versions.size > 0) webhook.forbid('unless the strategy is Webhook');
    return;
  }
  if (client.exists) checkWebhookClient(client);
  else client.require('is required for the strategy Webhook');
  checkReviewVersions(versions);
}
