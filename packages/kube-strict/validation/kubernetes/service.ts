import { dnsSubdomain, qualifiedName } from '../metadata/names.ts';
import { network, ordinaryAddress } from './ip-address.ts';
import type { Part } from './part.ts';
import { checkLabelMap } from './selectors.ts';
import { checkClusterAddresses, isHeadless } from './service-addresses.ts';
import { checkServicePorts } from './service-ports.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const MOST_AFFINITY_SECONDS = 86_400;
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/**
 * A way to pods (k8s.io/kubernetes pkg/apis/core/validation, ValidateService; pkg/registry/core/service/storage).
 * Which networks and ports a cluster has is not known here, but for the usual ports of nodes.
 */
export function checkService(service: Part): void {
  const [spec, annotations] = [service.at('spec'), service.at('metadata', 'annotations')];
  const type = spec.at('type').text || 'ClusterIP';
  spec.at('type').oneOfOrDefault(TYPES);
  if (type === 'ExternalName') checkExternalName(spec);
  else checkClusterAddresses(spec);
  if (isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort'))
    spec.at('clusterIP').invalid(`Expected anything but "None" for the type ${type}.`);
  checkServicePorts(spec, type);
  checkLabelMap(spec.at('selector'));
  checkAffinity(spec);
  for (const address of spec.at('externalIPs').items) address.expect(ordinaryAddress);
  checkLoadBalancer(spec, annotations.at(RANGES), type === 'LoadBalancer');
  checkTraffic(spec, type);
  const [hints, mode] = [annotations.at(HINTS), annotations.at(MODE)];
  if (hints.exists && mode.exists && hints.text !== mode.text)
    mode.invalid(`Expected the same as in ${HINTS}, or only one of the two.`);
}

function checkExternalName(spec: Part): void {
  for (const field of ['clusterIPs', 'ipFamilies'])
    if (spec.at(field).size > 0) spec.at(field).forbid('for the type ExternalName');
  if (spec.at('clusterIP').text !== '') spec.at('clusterIP').forbid('for the type ExternalName');
  spec.at('ipFamilyPolicy').forbidIfSet('for the type ExternalName');
  const name = spec.at('externalName');
  if (!name.requireText('is required for the type ExternalName')) return;
  const expected = dnsSubdomain(name.text.replace(/\.$/, ''));
  if (expected !== undefined) name.malformed(expected);
}

function checkAffinity(spec: Part): void {
  const affinity = spec.at('sessionAffinity');
  if (!affinity.oneOfOrDefault(['ClientIP', 'None']) || affinity.text !== 'ClientIP') return;
  const seconds = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  if (seconds.exists) seconds.between(1, MOST_AFFINITY_SECONDS);
}

function checkLoadBalancer(spec: Part, annotation: Part, isLoadBalancer: boolean): void {
  const [ranges, nodePorts] = [spec.at('loadBalancerSourceRanges'), spec.at('allocateLoadBalancerNodePorts')];
  const loadBalancerClass = spec.at('loadBalancerClass');
  if (!isLoadBalancer) {
    const set = [ranges.size > 0 ? ranges : annotation, nodePorts, loadBalancerClass];
    for (const field of set) field.forbidIfSet('unless the type is LoadBalancer');
    return;
  }
  if (loadBalancerClass.exists) loadBalancerClass.expect(qualifiedName);
  for (const range of ranges.items) checkRange(range, range.text);
  if (ranges.size > 0 || annotation.text.trim() === '') return;
  for (const range of annotation.text.split(',')) checkRange(annotation, range);
}

function checkRange(part: Part, range: string): void {
  const expected = network(range.trim());
  if (expected !== undefined) part.malformed(expected);
}

function checkTraffic(spec: Part, type: string): void {
  const external = spec.at('externalTrafficPolicy');
  const isExternal =
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && spec.at('externalIPs').size > 0);
  if (isExternal) external.oneOfOrDefault(['Cluster', 'Local']);
  else if (external.text !== '') external.forbid('on what cannot be reached from outside of the cluster');
  const health = spec.at('healthCheckNodePort');
  if ((health.number ?? 0) !== 0 && !(type === 'LoadBalancer' && external.text === 'Local'))
    health.forbid('unless the type is LoadBalancer and externalTrafficPolicy is Local');
  spec.at('internalTrafficPolicy').oneOfIfSet(['Cluster', 'Local']);
  spec.at('trafficDistribution').oneOfIfSet(['PreferClose', 'PreferSameNode', 'PreferSameZone']);
}
