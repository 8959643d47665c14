import { isJsonObject } from '../../ground/json.ts';
import { dnsLabel, dnsSubdomain, qualifiedName } from '../metadata/names.ts';
import { checkExpression } from './expressions.ts';
import { distinct, type Part, type TextCheck } from './part.ts';
import { driverName } from './texts.ts';

// Devices for pods: k8s.io/kubernetes pkg/apis/resource/validation/validation.go. The older versions of these kinds, which
// have other fields, are not served unless a cluster is told to.

const VERSION = 'resource.k8s.io/v1';
const MOST = 32;
const MOST_ALTERNATIVES = 8;
const MOST_EXPRESSION_BYTES = 10 * 1024;
const MOST_PARAMETER_BYTES = 10 * 1024;

export function checkDeviceClass(deviceClass: Part): void {
  if (deviceClass.at('apiVersion').text !== VERSION) return;
  const spec = deviceClass.at('spec');
  checkSelectors(spec.at('selectors'));
  spec.at('config').atMost(MOST, 'entries');
  for (const config of spec.at('config').items) checkOpaque(config.at('opaque'));
}

export function checkResourceClaim(claim: Part): void {
  if (claim.at('apiVersion').text === VERSION) checkDevices(claim.at('spec', 'devices'));
}

export function checkResourceClaimTemplate(template: Part): void {
  if (template.at('apiVersion').text === VERSION) checkDevices(template.at('spec', 'spec', 'devices'));
}

function checkDevices(devices: Part): void {
  const [requests, constraints, configs] = ['requests', 'constraints', 'config'].map((field) =>
    devices.at(field),
  ) as [Part, Part, Part];
  checkRequests(requests, MOST, checkRequest);
  const names = new Set(requests.items.flatMap(namesOf));
  constraints.atMost(MOST, 'constraints');
  for (const constraint of constraints.items) {
    checkReferences(constraint.at('requests'), names);
    constraint.at('matchAttribute').expectRequired(attribute);
  }
  configs.atMost(MOST, 'entries');
  for (const config of configs.items) {
    checkReferences(config.at('requests'), names);
    checkOpaque(config.at('opaque'));
  }
}

/** The names by which a request is known, with those of its alternatives. */
function namesOf(request: Part): string[] {
  const { text } = request.at('name');
  return [text, ...request.at('firstAvailable').items.map((one) => `${text}/${one.at('name').text}`)];
}

function checkRequests(requests: Part, most: number, check: (request: Part) => void): void {
  requests.atMost(most, 'requests');
  for (const request of requests.items) {
    request.at('name').expectRequired(dnsLabel);
    check(request);
  }
  distinct(requests.items, (request) => request.at('name').text, 'name');
}

function checkRequest(request: Part): void {
  const [exactly, alternatives] = [request.at('exactly'), request.at('firstAvailable')];
  if (exactly.exists === alternatives.size > 0)
    request.invalid(
      `Expected one of exactly and firstAvailable, found ${exactly.exists ? 'both' : 'neither'}.`,
    );
  else if (exactly.exists) checkDevice(exactly);
  else checkRequests(alternatives, MOST_ALTERNATIVES, checkDevice);
}

function checkDevice(device: Part): void {
  device.at('deviceClassName').expectRequired(dnsSubdomain);
  checkSelectors(device.at('selectors'));
  const [mode, count] = [device.at('allocationMode'), device.at('count')];
  if (mode.oneOfOrDefault(['All', 'ExactCount'])) {
    if (mode.text === 'All' && (count.number ?? 0) !== 0) count.forbid('for the mode All');
    // The server makes 1 of 0.
    if (mode.text !== 'All') count.atLeast(0);
  }
  for (const toleration of device.at('tolerations').items) checkToleration(toleration);
}

function checkToleration(toleration: Part): void {
  const [key, operator, value] = ['key', 'operator', 'value'].map((field) => toleration.at(field)) as [
    Part,
    Part,
    Part,
  ];
  key.expectIfSet(qualifiedName);
  if (!operator.oneOfOrDefault(['Equal', 'Exists'])) return;
  if (operator.text === 'Exists' && value.text !== '') value.forbid('with the operator Exists');
  if (operator.text !== 'Exists' && key.text === '') key.require('is required unless the operator is Exists');
  toleration.at('effect').oneOfOrDefault(['NoExecute', 'NoSchedule']);
}

function checkSelectors(selectors: Part): void {
  selectors.atMost(MOST, 'selectors');
  for (const selector of selectors.items) {
    const expression = selector.at('cel', 'expression');
    if (!selector.at('cel').exists) selector.at('cel').require();
    else if (checkExpression(expression, ['device']))
      expression.atMost(MOST_EXPRESSION_BYTES, 'bytes', Buffer.byteLength(expression.text));
  }
}

function checkReferences(references: Part, names: ReadonlySet<string>): void {
  references.atMost(MOST, 'requests');
  for (const reference of references.items)
    if (!names.has(reference.text))
      reference.add('api/not-found', 'Expected the name of a request of this claim.');
  distinct(references.items, ({ text }) => text);
}

function checkOpaque(opaque: Part): void {
  if (!opaque.exists) {
    opaque.require();
    return;
  }
  opaque.at('driver').expectRequired(driverName);
  const parameters = opaque.at('parameters');
  if (!isJsonObject(parameters.value)) parameters.require('is an object that the driver knows');
  else parameters.atMost(MOST_PARAMETER_BYTES, 'bytes', Buffer.byteLength(JSON.stringify(parameters.value)));
}

/** `example.com/name`: a domain, and a name that a program could have. */
const attribute: TextCheck = (text) => {
  const [domain = '', name, ...more] = text.split('/');
  const fine =
    name !== undefined &&
    more.length === 0 &&
    driverName(domain) === undefined &&
    /^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(name);
  return fine ? undefined : 'an attribute after a domain, as in example.com/model';
};
