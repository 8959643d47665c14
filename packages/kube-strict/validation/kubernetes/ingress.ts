import { dns1035Label, dnsLabel, dnsSubdomain, pathSegment } from '../metadata/names.ts';
import { ipAddress } from './ip-address.ts';
import type { Part, TextCheck } from './part.ts';
import { checkPortNumber } from './ports.ts';
import { domainPrefixedPath, portName, wildcardDomain } from './texts.ts';

// Ways into a cluster: k8s.io/kubernetes pkg/apis/networking/validation/validation.go.

const CLASS = 'kubernetes.io/ingress.class';
const MOST_CONTROLLER_BYTES = 250;

export function checkIngress(ingress: Part): void {
  const spec = ingress.at('spec');
  const [rules, backend] = [spec.at('rules'), spec.at('defaultBackend')];
  const [className, annotation] = [spec.at('ingressClassName'), ingress.at('metadata', 'annotations', CLASS)];
  if (rules.size === 0 && !backend.exists) spec.invalid('Expected rules or defaultBackend, found neither.');
  if (backend.exists) checkBackend(backend);
  for (const rule of rules.items) checkRule(rule);
  for (const tls of spec.at('tls').items) {
    for (const host of tls.at('hosts').items) host.expect(hostname);
    tls.at('secretName').expectIfSet(dnsSubdomain);
  }
  if (!className.exists) return;
  className.expect(dnsSubdomain);
  if (annotation.exists && annotation.text !== className.text)
    annotation.invalid('Expected the same as in ingressClassName, or only one of the two.');
}

const hostname: TextCheck = (text) => (text.includes('*') ? wildcardDomain(text) : dnsSubdomain(text));

function checkRule(rule: Part): void {
  const host = rule.at('host');
  if (ipAddress(host.text) === undefined) host.malformed('a domain, not an IP address');
  else host.expectIfSet(hostname);
  const paths = rule.at('http', 'paths');
  if (rule.at('http').exists && paths.size === 0) paths.require();
  for (const path of paths.items) {
    checkPath(path);
    checkBackend(path.at('backend'));
  }
}

const SEGMENTS = ['//', '/./', '/../', '%2f', '%2F'];

function checkPath(path: Part): void {
  const [type, value] = [path.at('pathType'), path.at('path')];
  if (!type.exists) {
    type.require();
    return;
  }
  if (!type.oneOf(['Exact', 'ImplementationSpecific', 'Prefix'])) return;
  const isFree = type.text === 'ImplementationSpecific';
  const { text } = value;
  if (!text.startsWith('/') && !(isFree && text === '')) value.malformed('an absolute path');
  else if (!isFree && (SEGMENTS.some((part) => text.includes(part)) || /\/\.\.?$/.test(text)))
    value.malformed('a path without "//", "/./", "/../" and escaped slashes');
}

function checkBackend(backend: Part): void {
  const [service, resource] = [backend.at('service'), backend.at('resource')];
  if (service.exists === resource.exists)
    backend.invalid(`Expected one of service and resource, found ${service.exists ? 'both' : 'neither'}.`);
  if (resource.exists) checkReference(resource);
  if (!service.exists) return;
  service.at('name').expectRequired(dns1035Label);
  const [name, number] = [service.at('port', 'name'), service.at('port', 'number')];
  const [hasName, hasNumber] = [name.text !== '', (number.number ?? 0) !== 0];
  if (hasName === hasNumber)
    service.at('port').invalid(`Expected one of name and number, found ${hasName ? 'both' : 'neither'}.`);
  name.expectIfSet(portName);
  if (hasNumber) checkPortNumber(number);
}

export function checkIngressClass(ingressClass: Part): void {
  const [controller, parameters] = [
    ingressClass.at('spec', 'controller'),
    ingressClass.at('spec', 'parameters'),
  ];
  if (controller.expectRequired(domainPrefixedPath))
    controller.atMost(MOST_CONTROLLER_BYTES, 'bytes', Buffer.byteLength(controller.text));
  if (!parameters.exists) return;
  const [scope, namespace] = [parameters.at('scope'), parameters.at('namespace')];
  checkReference(parameters);
  if (!scope.oneOfIfSet(['Cluster', 'Namespace'])) return;
  if (scope.text !== 'Namespace') namespace.forbidIfSet('unless the scope is Namespace');
  else if (namespace.requireText('is required for the scope Namespace')) namespace.expect(dnsLabel);
}

function checkReference(reference: Part): void {
  for (const field of ['kind', 'name']) reference.at(field).expectRequired(pathSegment);
  if (reference.at('apiGroup').exists) reference.at('apiGroup').expect(dnsSubdomain);
}
