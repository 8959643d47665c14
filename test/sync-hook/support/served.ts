import { createHash } from 'node:crypto';
import type { GateApplied, GateCluster } from '../../../rollout/gates/gate-cluster.ts';
import type { Loose } from './loose.ts';

/** API path of an object that Git has. */
export function appliedPath({ apiVersion, namespace, resource, name }: GateApplied): string {
  const root = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
  return `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${resource}/${name}`;
}

/** Every object of Git, as a server gives it back: with defaults, and with what controllers add beside it. */
export function servedObjects({ applied }: GateCluster): Record<string, Loose> {
  return Object.fromEntries(
    Object.values(applied)
      .flat()
      .map((wanted) => [appliedPath(wanted), served(wanted)]),
  );
}

const longTexts = new Map<string, string>();

/** Keeps the long texts of rendered objects, of which the gates know the digests alone. */
export function rememberTexts(value: unknown): void {
  if (typeof value === 'string' && value.length > 100)
    longTexts.set(createHash('sha256').update(value).digest('hex'), value);
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) rememberTexts(one);
}

function whole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== 'object' || value === null) return value;
  if ('$sha256' in value) return longTexts.get(value.$sha256 as string);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, whole(member)]));
}

function served({ apiVersion, kind, namespace, name, content }: GateApplied): Loose {
  const { spec, data } = whole(content) as { spec?: Loose; data?: Loose };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: '7c1f3a52-0000-4000-8000-000000000000',
      resourceVersion: '123456',
      creationTimestamp: '2026-01-02T03:04:05Z',
      generation: 1,
      labels: { 'olm.managed': 'true' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
      finalizers: ['kataconfiguration.openshift.io/finalizer'],
    },
    ...(spec === undefined ? {} : { spec: withDefaults(kind, spec) }),
    ...(data === undefined ? {} : { data }),
  };
}

/** Fields as kinds of Kubernetes and their definitions have them (kubernetes, pkg/apis; crds/). */
function withDefaults(kind: string, spec: Loose): Loose {
  if (kind === 'KataConfig') return { logLevel: 'info', enablePeerPods: false, ...spec };
  if (kind === 'OperatorGroup') return { upgradeStrategy: 'Default', ...spec };
  if (kind === 'Service')
    return { clusterIP: '172.30.1.2', type: 'ClusterIP', sessionAffinity: 'None', ...spec };
  if (kind === 'ClusterPolicy') return { hostPaths: { rootFS: '/' }, ...spec };
  const template = spec['template'] as { readonly spec: Loose } | undefined;
  if (template === undefined) return spec;
  const { paused: _unset, ...rest } = spec;
  return {
    revisionHistoryLimit: 10,
    ...(canonical(rest) as Loose),
    template: { ...template, spec: podWithDefaults(canonical(template.spec) as Loose) },
  };
}

function podWithDefaults(pod: Loose): Loose {
  const containers = (pod['containers'] as Loose[]).map((container) => ({
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    ...container,
  }));
  return {
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
    serviceAccount: pod['serviceAccountName'],
    ...pod,
    containers,
  };
}

/** As Go writes it: without what is empty, and quantities as texts in their shortest form. */
function canonical(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => canonical(one));
  if (typeof value !== 'object' || value === null) return value;
  const keep = key === 'nodeSelector' || key === 'labels';
  const members = Object.entries(value).filter(([, member]) => keep || (member !== '' && member !== false));
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      AMOUNTS.includes(key) ? quantity(member) : canonical(member, name),
    ]),
  );
}

const AMOUNTS = ['limits', 'requests'];

function quantity(value: unknown): string {
  const text = String(value);
  if (/^[0-9]+000m$/.test(text)) return text.slice(0, -4);
  return text === '1024Mi' ? '1Gi' : text;
}
