import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../constructs/kubernetes-object.ts';
import { allObjects, CLUSTERS, clusterOf, ofKind } from './support/clusters.ts';

interface Peer {
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
}
interface Spec {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** One end of a connection, by the labels of its namespace; outside of the cluster there are none. */
interface End {
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
  readonly protocol?: string;
}

const ANYWHERE = {};
const namespace = (name: string) => ({ 'kubernetes.io/metadata.name': name });
const HOST_NETWORK = { 'policy-group.network.openshift.io/host-network': '' };
const ENDS = {
  'the API server': { labels: ANYWHERE, port: 6443 },
  DNS: { labels: namespace('openshift-dns'), port: 5353, protocol: 'UDP' },
  'the Intel service': { labels: ANYWHERE, port: 443 },
  'a pod of another namespace': { labels: namespace('other'), port: 8080 },
  'the kubelet of a node': { labels: ANYWHERE, port: 10250 },
} satisfies Readonly<Record<string, End>>;

function has(
  labels: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>> = {},
): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** As the API describes it: policies add up, and where one selects a pod, only what some of them allow is allowed. */
function allows(
  policies: readonly Spec[],
  way: 'Ingress' | 'Egress',
  { labels, port, protocol = 'TCP' }: End,
): boolean {
  const ours = policies.filter(({ policyTypes }) => policyTypes.includes(way));
  if (ours.length === 0) return true;
  const rules = ours.flatMap((spec) => (way === 'Ingress' ? spec.ingress : spec.egress) ?? []);
  return rules.some(
    (rule) =>
      (rule.ports === undefined ||
        rule.ports.some((one) => one.port === port && one.protocol === protocol)) &&
      ((way === 'Ingress' ? rule.from : rule.to) ?? [{}]).some(({ namespaceSelector }) =>
        has(labels, namespaceSelector?.matchLabels),
      ),
  );
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly hostNetwork?: boolean };
}

/** The templates of the pods of a namespace. */
function templatesIn(objects: readonly KubernetesObject[], place: string): Template[] {
  return objects.flatMap((object) => {
    if (object.metadata.namespace !== place || !/^(Job|CronJob|Deployment|DaemonSet)$/.test(object.kind))
      return [];
    const spec = object['spec'] as { template?: Template; jobTemplate?: { spec: { template: Template } } };
    return spec.template ?? spec.jobTemplate?.spec.template ?? [];
  });
}

const OURS = ['coco-gitops', 'intel-dcap', 'coco-verification'];

describe.each(CLUSTERS)('the network policies of $name', ({ cluster }) => {
  const objects = allObjects(cluster);
  const policies = ofKind(objects, 'NetworkPolicy');
  const policiesFor = (place: string, labels: Readonly<Record<string, string>>) =>
    policies
      .filter(({ metadata }) => metadata.namespace === place)
      .map((object) => object['spec'] as Spec)
      .filter(({ podSelector }) => has(labels, podSelector.matchLabels));
  const made = ofKind(objects, 'Namespace').map(({ metadata }) => metadata.name);

  it('are in the namespaces that only we fill, each closed to the rest, and in no other', () => {
    const places = new Set(policies.map(({ metadata }) => metadata.namespace));
    expect([...places].sort()).toEqual(OURS.filter((one) => made.includes(one)).sort());
    for (const place of places) {
      const unknown = policiesFor(place ?? '', { app: 'unknown' });
      expect(allows(unknown, 'Ingress', { labels: namespace('other'), port: 8042 })).toBe(false);
      expect(allows(unknown, 'Ingress', { labels: HOST_NETWORK, port: 22 })).toBe(false);
    }
  });

  /** What each pod, by its label `app`, has to reach; it reaches nothing else. */
  const REACHES: Readonly<Record<string, readonly (keyof typeof ENDS)[]>> = {
    'coco-gitops-gates': ['the API server', 'DNS'],
    pccs: ['DNS', 'the Intel service'],
    'pccs-renewal': ['the API server', 'DNS'],
    'pccs-backup': [],
  };

  it('let each pod reach what it needs, and nothing else', () => {
    for (const place of ['coco-gitops', 'intel-dcap']) {
      for (const { metadata, spec } of templatesIn(objects, place)) {
        // On the network of its node: no policy holds it.
        if (spec.hostNetwork === true) continue;
        const own = policiesFor(place, metadata.labels);
        const reached = Object.entries(ENDS).flatMap(([what, end]) =>
          allows(own, 'Egress', end) ? [what] : [],
        );
        expect([metadata.labels['app'], reached]).toEqual([
          metadata.labels['app'],
          REACHES[metadata.labels['app'] ?? ''],
        ]);
      }
    }
  });

  it('let nodes ask PCCS, and nobody else', () => {
    const pccs = templatesIn(objects, 'intel-dcap').filter(
      ({ metadata }) => metadata.labels['app'] === 'pccs',
    );
    for (const { metadata } of pccs) {
      const own = policiesFor('intel-dcap', metadata.labels);
      expect(allows(own, 'Ingress', { labels: HOST_NETWORK, port: 8042 })).toBe(true);
      expect(allows(own, 'Ingress', { labels: HOST_NETWORK, port: 22 })).toBe(false);
      expect(allows(own, 'Ingress', { labels: namespace('confidential-workloads'), port: 8042 })).toBe(false);
    }
    expect(pccs).toHaveLength(cluster.profile.tee === 'tdx' ? 1 : 0);
  });

  it('leave it to the guests that verify where they pull from and whom they ask', () => {
    for (const { metadata } of templatesIn(objects, 'coco-verification')) {
      const own = policiesFor('coco-verification', metadata.labels);
      for (const end of Object.values(ENDS)) expect(allows(own, 'Egress', end)).toBe(true);
      expect(allows(own, 'Ingress', { labels: namespace('other'), port: 80 })).toBe(false);
    }
  });
});

describe('the way of PCCS to the Intel service', () => {
  const portsOf = (proxy: string) => {
    const shape = { tee: 'tdx', gpu: 'none', topology: 'compact' } as const;
    const cluster = clusterOf(shape, { pccs: { node: 'cp-0', proxy } });
    const [policy] = ofKind(allObjects(cluster), 'NetworkPolicy').filter(
      ({ metadata }) => metadata.name === 'pccs',
    );
    return ((policy?.['spec'] as Spec | undefined)?.egress ?? [])
      .slice(1)
      .map(({ ports }) => ports?.map(({ port }) => port));
  };

  it.each([
    ['http://proxy.example.com:3128', 3128],
    ['http://proxy.example.com', 80],
    ['https://proxy.example.com', 443],
    ['https://proxy.example.com:443', 443],
    ['http://[fd00::1]:8080', 8080],
  ])('is open through the proxy %s, at its port', (proxy, port) => {
    expect(portsOf(proxy)).toEqual([[port]]);
  });
});
