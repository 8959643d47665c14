import { afterAll, describe, expect, it } from 'vitest';
import { gateAccess } from '../../rollout/gates/access.ts';
import { gateCluster } from '../../rollout/gates/describe-cluster.ts';
import { gatesOf } from '../../rollout/gates.ts';
import { rolloutSteps } from '../../rollout/steps.ts';
import type { State } from './support/case.ts';
import { DATA, dataOf, SHAPES } from './support/gate-data.ts';
import { GateDriver, hasPython } from './support/gate-driver.ts';
import { readyObjects } from './support/ready-cluster.ts';

const EVERY = [...SHAPES.map((shape) => dataOf(shape)), ...Object.values(DATA)];
const ids = (code: string, data = DATA.tdx) =>
  data.gates.find((gate) => gate.code === code)?.conditions.map(({ id }) => id);

describe('the gates of a cluster', () => {
  it.each(EVERY)(
    'are those of its rollout, and one before a removal ($cluster.tee $cluster.gpu $cluster.topology)',
    (data) => {
      const steps = rolloutSteps(data.cluster).flatMap((step) => (step.kind === 'gate' ? [step.code] : []));
      expect(data.gates.map(({ code }) => code)).toEqual([...steps, 'remove']);
    },
  );

  it.each(EVERY)(
    'say in every condition what must hold, and what helps ($cluster.tee $cluster.gpu $cluster.topology)',
    (data) => {
      for (const { code, conditions } of data.gates) {
        expect(conditions.length, code).toBeGreaterThan(0);
        expect(new Set(conditions.map(({ id }) => id)).size, code).toBe(conditions.length);
        for (const condition of [...conditions, data.access]) {
          for (const text of [condition.demand, condition.remedy, condition.check]) {
            expect(text, condition.id).toMatch(/^[ -~]{10,}$/);
            expect(text, condition.id).not.toMatch(/undefined|\[object/);
          }
          // The kubelet shows the last 2048 bytes of a log, which are to hold all of this and what was seen (400).
          const { demand, remedy, check } = condition;
          expect(`${demand}${remedy}${check}`.length, condition.id).toBeLessThan(1000);
          expect(condition.patience, condition.id).toBeGreaterThanOrEqual(600);
          expect(condition.patience, condition.id).toBeLessThanOrEqual(90 * 60);
        }
      }
    },
  );

  it('are plain JSON, the same each time', () => {
    for (const data of EVERY) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    for (const shape of SHAPES) expect(JSON.stringify(dataOf(shape))).toBe(JSON.stringify(dataOf(shape)));
  });

  it('look at the pool again before the runtime classes count', () => {
    for (const data of EVERY) {
      const pool = ids('G2', data) ?? [];
      expect(ids('G5', data)?.slice(0, pool.length + 1)).toEqual([...pool, 'runtime-classes']);
    }
  });

  it('verify attestation before its refusal, and end early what has failed before', () => {
    expect(ids('G5', DATA.verified)).not.toContain('attestation-not-failed');
    expect(ids('G6', DATA.verified)?.slice(-2)).toEqual(['attestation-not-failed', 'gpu-not-failed']);
    expect(ids('G7', DATA.verified)).toEqual([
      'verification-as-in-git',
      'attestation-verified',
      'gpu-verified',
      'refusal-not-failed',
    ]);
    expect(ids('G8', DATA.verified)).toEqual(['refusal-as-in-git', 'refusal-verified']);
    expect(ids('G5', DATA.attested)?.at(-1)).toBe('attestation-not-failed');
    expect(ids('G7', DATA.attested)).toEqual(['verification-as-in-git', 'attestation-verified']);
    expect(ids('G8', DATA.attested)).toBeUndefined();
    expect(ids('G7', DATA.tdx)).toBeUndefined();
  });

  it('leave out what does not concern a cluster', () => {
    expect(ids('G0', DATA.sno)).not.toContain('control-plane-not-selected');
    expect(ids('G0', DATA.sno)).not.toContain('no-early-feature-gate');
    expect(ids('G0', DATA.snp)).not.toContain('no-early-feature-gate');
    expect(ids('G0', DATA.tdx)).toContain('no-early-feature-gate');
    expect(ids('G1', DATA.tdx)).not.toContain('nodes-have-tee');
    expect(ids('G1', DATA.snp)).toContain('nodes-have-tee');
    expect(ids('G4', DATA.tdx)).toBeUndefined();
    expect(ids('G6', DATA.snp)).toBeUndefined();
  });

  it('look at no pool where the operator makes none', () => {
    const all = DATA.daemonset.gates.flatMap(({ conditions }) => conditions.map(({ id }) => id));
    expect(all.filter((id) => id.includes('pool'))).toEqual([]);
    expect(ids('G2', DATA.daemonset)).toEqual([
      'kata-config-as-in-git',
      'kata-config-started',
      'kata-config-not-failed',
      'right-nodes',
      'nodes-installed',
      'kata-config-installed',
    ]);
  });

  it('take DaemonSetFallback for MachineConfig, which every such cluster has', () => {
    const fallback = gatesOf({ ...DATA.snp.cluster, deploymentMode: 'DaemonSetFallback' });
    expect(fallback).toEqual(gatesOf(DATA.snp.cluster));
  });
});

describe('the gate of the attestation services', () => {
  const remedies = (data = DATA.tdx) =>
    data.gates.find(({ code }) => code === 'G6')?.conditions.map(({ remedy }) => remedy) ?? [];

  it('says which Secrets may be missing, and how to see it, without the right to read them', () => {
    const [, , deployment, daemonSet] = remedies();
    expect(deployment).toContain('Does Secret pccs-secrets, pccs-tls exist, with every key');
    expect(daemonSet).toContain('Does Secret qgs-secrets exist, with every key');
    for (const remedy of [deployment, daemonSet]) expect(remedy).toContain('oc describe pods -n intel-dcap');
    const resources = EVERY.flatMap(({ cluster, gates }) =>
      gates.flatMap(({ code }) => gateAccess(code, cluster).map(({ resource }) => resource)),
    );
    expect(resources).not.toContain('secrets');
  });
});

describe('the first gate', () => {
  const kinds = [
    ['certificates.cert-manager.io', 'cert-manager'],
    ['externalsecrets.external-secrets.io', 'External Secrets Operator'],
    ['sealedsecrets.bitnami.com', 'the Sealed Secrets controller'],
  ] as const;
  const condition = (crds: readonly string[]) =>
    gatesOf({ ...DATA.tdx.cluster, crds })[0]?.conditions.find(({ id }) => id === 'crds-established');

  it.each(kinds)('waits for the definition %s, which %s of somebody else brings', (crd, operator) => {
    const found = condition([...DATA.tdx.cluster.crds, crd]);
    expect(found?.demand).toContain(`, and those of ${operator}, which the profile asks for`);
    expect(found?.remedy).toContain(`this rollout does not install ${operator}: do so first`);
    expect(found?.check).toContain(crd);
  });

  it('does not speak of operators that the profile does not ask for', () => {
    const { demand = '', remedy = '' } = condition(DATA.tdx.cluster.crds) ?? {};
    for (const [, operator] of kinds) expect(demand + remedy).not.toContain(operator);
  });
});

describe('the cluster of the gates', () => {
  it('is what the rendered objects ask for', () => {
    expect(DATA.tdx.cluster).toMatchObject({
      pool: 'kata-oc',
      expectedNodes: 3,
      nodeSelector: {},
      deploymentMode: 'MachineConfig',
      checkNodeEligibility: true,
      kataConfig: 'example-kataconfig',
      operatorNamespace: 'openshift-sandboxed-containers-operator',
      machineConfigs: ['99-enable-intel-tdx'],
      operatorMachineConfig: '50-enable-sandboxed-containers-extension',
      marker: expect.stringMatching(/^99-zz-coco-[0-9a-f]{10}$/),
      runtimeClasses: [{ name: 'kata-cc', handler: 'kata-tdx' }],
      attestation: {
        namespace: 'intel-dcap',
        deployments: ['pccs'],
        daemonSets: ['tdx-qgs'],
        sgxDevicePlugins: ['sgxdeviceplugin-sample'],
        secrets: { deployments: ['pccs-secrets', 'pccs-tls'], daemonSets: ['qgs-secrets'] },
      },
      workloads: [{ namespace: 'confidential-workloads', name: 'own' }],
      controllers: [{ namespace: 'confidential-workloads', name: 'web' }],
    });
    expect(DATA.tdx.cluster.subscriptions).toContainEqual({
      name: 'intel-device-plugins-operator',
      namespace: 'openshift-operators',
      approval: 'Automatic',
    });
    expect(DATA.gpu.cluster).toMatchObject({
      minimumOpenshift: [[4, 21, 9]],
      clusterPolicy: 'gpu-cluster-policy',
      machineConfigs: ['100-iommu-kernel-args'],
      runtimeClasses: [
        { name: 'kata-cc', handler: 'kata-snp' },
        { name: 'kata-cc-nvidia-gpu', handler: 'kata-snp-nvidia-gpu' },
      ],
    });
    expect(DATA.gpu.cluster).not.toHaveProperty('attestation');
    expect(DATA.sno.cluster).toMatchObject({ pool: 'master', expectedNodes: 1 });
  });

  it('cannot be described without KataConfig, or without the feature gates', () => {
    const shape = { topology: 'single-node', tee: 'snp', gpu: 'none', nodes: { expected: 1 } } as const;
    const kata = { apiVersion: 'v1', kind: 'KataConfig', metadata: { name: 'a' }, spec: {} };
    expect(() => gateCluster(shape, [])).toThrow('no KataConfig is rendered');
    expect(() => gateCluster(shape, [kata])).toThrow('no ConfigMap is rendered');
  });
});

describe.skipIf(!hasPython)('the rights of the gates (skipped without python3)', () => {
  const driver = hasPython ? new GateDriver() : undefined;
  afterAll(() => driver?.close());

  it.each(EVERY)(
    'are enough, and no more than enough ($cluster.tee $cluster.gpu $cluster.topology $cluster.deploymentMode)',
    async (data) => {
      const objects = { ...readyObjects(data.cluster) };
      const changes = await everyChange(driver, data);
      for (const { code } of data.gates) {
        const used = new Set<string>();
        for (const path of (await driver?.paths(code, data, objects)) ?? []) used.add(`get ${path}`);
        for (const path of (await driver?.removes(code, data)) ?? []) used.add(`delete ${path}`);
        for (const change of changes[code] ?? []) used.add(`patch ${change}`);
        const granted = gateAccess(code, data.cluster).flatMap(grantedPaths);
        for (const one of used)
          expect(
            granted.some((pattern) => pattern.test(one)),
            one,
          ).toBe(true);
        for (const pattern of granted)
          expect(
            [...used].some((one) => pattern.test(one)),
            `${code}: ${pattern}`,
          ).toBe(true);
      }
    },
  );
});

/** What the gates would change in a cluster in which everything is missing that they can make come. */
async function everyChange(
  driver: GateDriver | undefined,
  data: (typeof EVERY)[number],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const state = readyObjects(data.cluster);
  const objects = Object.fromEntries(
    Object.entries(state).flatMap(([path, object]) => {
      if (path.includes('/runtimeclasses/')) return [];
      if (path.includes('/installplans/')) return [[path, unapproved(object)]];
      return path.includes('/subscriptions/') ? [[path, notInstalled(object)]] : [[path, object]];
    }),
  );
  const requested = (await driver?.changes('runtime-classes', data, objects)) ?? [];
  const approved = (await driver?.changes('operators-installed', data, objects)) ?? [];
  return { G0: approved.map(({ path }) => path), G5: requested.map(({ path }) => path) };
}

function unapproved(plan: State['objects'][string]): unknown {
  return { ...plan, spec: { ...(plan?.['spec'] as object), approved: false } };
}

function notInstalled(subscription: State['objects'][string]): unknown {
  return { ...subscription, status: { ...(subscription?.['status'] as object), installedCSV: '' } };
}

function grantedPaths(access: ReturnType<typeof gateAccess>[number]): RegExp[] {
  const { apiGroup, resource, verbs, namespace, names } = access;
  const group = apiGroup === '' ? '/api/v1' : `/apis/${apiGroup}/v[0-9a-z]+`;
  const root = `${group}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${resource}`;
  const objects = (names ?? ['[^/]+']).map((name) => `${root}/${name}`);
  return verbs.flatMap((verb) => {
    const paths = verb === 'list' ? [root] : objects;
    return paths.map((path) => new RegExp(`^${verb === 'list' ? 'get' : verb} ${path}$`));
  });
}
