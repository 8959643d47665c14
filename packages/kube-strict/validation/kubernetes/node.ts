import { areDualStack, isIpv6Text, network } from './ip-address.ts';
import { distinct, type Part } from './part.ts';
import { checkAmount } from './resources.ts';
import { checkTaints } from './scheduling.ts';

/** k8s.io/kubernetes pkg/apis/core/validation, ValidateNode. A create keeps the status of a node. */
export function checkNode(node: Part): void {
  checkTaints(node.at('spec', 'taints'));
  checkNetworks(node.at('spec'));
  for (const field of ['allocatable', 'capacity'])
    for (const [name, amount] of node.at('status', field).members) checkAmount(name, amount);
}

function checkNetworks(spec: Part): void {
  const [one, all] = [spec.at('podCIDR'), spec.at('podCIDRs')];
  // The old field wins where the two differ (pkg/apis/core/v1/conversion.go, Convert_v1_NodeSpec_To_core_NodeSpec).
  const networks = one.text !== '' && one.text !== all.texts[0] ? [one] : all.items;
  const areFine = networks.map((item) => item.expect(network)).every(Boolean);
  if (networks.length < 2) return;
  distinct(networks, ({ text }) => text);
  all.atMost(2, 'networks');
  if (!areFine || networks.length !== 2) return;
  if (!areDualStack(networks.map(({ text }) => isIpv6Text(text.split('/')[0] ?? ''))))
    all.invalid('Expected one network of IPv4 and one of IPv6.');
}
