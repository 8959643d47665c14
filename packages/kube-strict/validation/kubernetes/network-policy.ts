import { describe } from '../describe.ts';
import { isWithin, network, readNetwork } from './ip-address.ts';
import type { Part } from './part.ts';
import { checkPort, PROTOCOLS } from './ports.ts';
import { checkSelector } from './selectors.ts';

const MOST_PORT = 65_535;
const PEERS = ['ipBlock', 'namespaceSelector', 'podSelector'];

/** Which connections pods may have (k8s.io/kubernetes pkg/apis/networking/validation, ValidateNetworkPolicySpec). */
export function checkNetworkPolicy(policy: Part): void {
  const spec = policy.at('spec');
  checkSelector(spec.at('podSelector'));
  for (const rule of spec.at('ingress').items) checkRule(rule, 'from');
  for (const rule of spec.at('egress').items) checkRule(rule, 'to');
  const types = spec.at('policyTypes');
  types.atMost(2, 'types');
  for (const type of types.size > 2 ? [] : types.items) type.oneOf(['Egress', 'Ingress']);
}

function checkRule(rule: Part, peers: 'from' | 'to'): void {
  for (const port of rule.at('ports').items) {
    port.at('protocol').oneOfIfSet(PROTOCOLS);
    const [first, last] = [port.at('port'), port.at('endPort')];
    checkPort(first);
    if (!last.exists) continue;
    if (first.number === undefined) last.forbid('without a port that is a number');
    else last.between(first.number, MOST_PORT);
  }
  for (const peer of rule.at(peers).items) checkPeer(peer);
}

function checkPeer(peer: Part): void {
  const given = PEERS.filter((field) => peer.at(field).exists);
  if (given.length === 0) peer.invalid(`Expected one of ${PEERS.join(', ')}, found none.`);
  for (const field of ['podSelector', 'namespaceSelector']) checkSelector(peer.at(field));
  const block = peer.at('ipBlock');
  if (!block.exists) return;
  if (given.length > 1) block.forbid('beside selectors');
  if (!block.at('cidr').expectRequired(network)) return;
  const whole = readNetwork(block.at('cidr').text);
  for (const exception of block.at('except').items) {
    const part = exception.expect(network) ? readNetwork(exception.text) : undefined;
    if (whole !== undefined && part !== undefined && !isWithin(part, whole))
      exception.invalid(
        `Expected a part of ${describe(block.at('cidr').value)}, found ${describe(exception.value)}.`,
      );
  }
}
