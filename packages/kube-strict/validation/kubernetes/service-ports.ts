import { dnsLabel, qualifiedName } from '../metadata/names.ts';
import { distinct, type Part } from './part.ts';
import { checkPort, checkPortNumber, PROTOCOLS, protocolOf } from './ports.ts';
import { isHeadless } from './service-addresses.ts';

/** The ports of nodes that services get, unless a cluster has been told otherwise. */
const NODE_PORTS = [30_000, 32_767] as const;

/** The ports of a service (k8s.io/kubernetes pkg/apis/core/validation, validateServicePort). */
export function checkServicePorts(spec: Part, type: string): void {
  const ports = spec.at('ports');
  if (ports.size === 0 && type !== 'ExternalName' && !isHeadless(spec)) ports.require();
  for (const port of ports.items) checkServicePort(port, type, ports.size > 1);
  distinct(ports.items, (port) => port.at('name').text, 'name');
  distinct(ports.items, (port) => keyOf(port, 'port'));
  const taken = checkUniqueNodePorts(ports.items, type === 'NodePort' || type === 'LoadBalancer');
  if (type !== 'LoadBalancer') return;
  const health = spec.at('healthCheckNodePort');
  checkNodePort(health);
  if (taken.has(health.number ?? 0)) health.duplicate();
}

/**
 * Ports of nodes, which one service has: for one protocol, and, where they are given out, for one of its ports
 * (pkg/registry/core/service/storage/alloc.go, initNodePorts).
 *
 * @returns those that the service asks for
 */
function checkUniqueNodePorts(ports: readonly Part[], areGivenOut: boolean): ReadonlySet<number> {
  const taken = new Set<number>();
  const protocols = new Set<string>();
  const first = new Map<number, number>();
  for (const port of ports) {
    const [nodePort, number] = [port.at('nodePort'), port.at('port').number ?? 0];
    const wanted = nodePort.number ?? 0;
    if (wanted === 0) continue;
    const protocol = keyOf(port, 'nodePort');
    const isOfAnother = areGivenOut && taken.has(wanted) && first.get(number) !== wanted;
    if (isOfAnother || protocols.has(protocol)) nodePort.duplicate();
    protocols.add(protocol);
    taken.add(wanted);
    if (!first.has(number)) first.set(number, wanted);
  }
  return taken;
}

function keyOf(port: Part, field: 'nodePort' | 'port'): string {
  const number = port.at(field).number ?? 0;
  return number === 0 ? '' : `${protocolOf(port)} ${number}`;
}

function checkServicePort(port: Part, type: string, needsName: boolean): void {
  const [name, number, target, nodePort] = ['name', 'port', 'targetPort', 'nodePort'].map((field) =>
    port.at(field),
  ) as [Part, Part, Part, Part];
  if (needsName) name.requireText('is required when there are several ports');
  name.expectIfSet(dnsLabel);
  if (number.exists) checkPortNumber(number);
  port.at('protocol').oneOfOrDefault(PROTOCOLS);
  // Zero and nothing stand for the port itself.
  if (target.value !== 0 && target.value !== '') checkPort(target);
  if (port.at('appProtocol').exists) port.at('appProtocol').expect(qualifiedName);
  if (type === 'ClusterIP' && (nodePort.number ?? 0) !== 0) nodePort.forbid('for the type ClusterIP');
  if (type === 'NodePort' || type === 'LoadBalancer') checkNodePort(nodePort);
}

function checkNodePort(port: Part): void {
  if ((port.number ?? 0) !== 0) port.between(...NODE_PORTS);
}
