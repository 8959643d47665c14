import { areDualStack, isIpv6Text, network } from './ip-address.ts';
import { distinct, type Part } from './part.ts';
import { checkTaints } from './scheduling.ts';

/** k8s.io/kubernetes pkg/apis/core/validation, ValidateNode. */
export function checkNode(node: Part): void {
  const spec = node.at('spec');
  checkTaints(spec.at('taints'));
  const [one, all] = [spec.at('podCIDR'), spec.at('podCIDRs')];
  const networks = all.size === 0 && one.text !== '' ? [one] : all.items;
  const areFine = networks.map((item) => item.expect(network)).every(Boolean);
  distinct(networks, ({ text }) => text);
  all.atMost(2, 'networks');
  if (!areFine || networks.length !== 2) return;
  if (!areDualStack(networks.map(({ text }) => isIpv6Text(text.split('/')[0] ?? ''))))
    all.invalid('Expected one network of IPv4 and one of IPv6.');
}
