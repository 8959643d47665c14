import { gunzipSync } from 'node:zlib';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { RenderedCluster } from '../../render/rendered-cluster.ts';
import { CERTIFICATE } from '../profiles/profile-text.ts';
import { NEEDED_BY_PODS } from '../support/agent-policy.ts';
import { SEALED } from '../support/sealed.ts';
import { allObjects, clusterOf, fieldsNamed, IMAGE, ofKind, syncedObjects } from './support/clusters.ts';

const TDX_GPU = { tee: 'tdx', gpu: 'nvidia', topology: 'multi-node' } as const;
const image = (name: string) => `mirror.example.com/${name}@sha256:${'a'.repeat(64)}`;

/** The spec of the only object of a kind, or of the one of a name. */
function specOf(cluster: RenderedCluster, kind: string, name?: string): unknown {
  const objects = ofKind(syncedObjects(cluster), kind).filter(
    ({ metadata }) => name === undefined || metadata.name === name,
  );
  expect(objects).toHaveLength(1);
  return objects[0]?.['spec'];
}

describe('a setting of the profile reaches the object that it is for:', () => {
  it('how each operator is installed', () => {
    const operator = (channel: string, startingCSV: string) => ({
      channel,
      source: 'mirrored',
      sourceNamespace: 'mirrors',
      approval: 'Manual',
      startingCSV,
    });
    const cluster = clusterOf(TDX_GPU, {
      operators: {
        nodeFeatureDiscovery: operator('stable', 'nfd.4.21.0-202603101234'),
        sandboxedContainers: operator('candidate', 'sandboxed-containers-operator.v1.12.1'),
        intelDevicePlugins: operator('alpha', 'intel-device-plugins-operator.v0.36.0'),
        gpu: operator('v26.7', 'gpu-operator-certified.v26.7.0'),
      },
    });
    const subscription = (name: string, channel: string, startingCSV: string) =>
      expect(specOf(cluster, 'Subscription', name)).toEqual({
        name,
        channel,
        source: 'mirrored',
        sourceNamespace: 'mirrors',
        installPlanApproval: 'Manual',
        startingCSV,
      });
    subscription('nfd', 'stable', 'nfd.4.21.0-202603101234');
    subscription('sandboxed-containers-operator', 'candidate', 'sandboxed-containers-operator.v1.12.1');
    subscription('intel-device-plugins-operator', 'alpha', 'intel-device-plugins-operator.v0.36.0');
    subscription('gpu-operator-certified', 'v26.7', 'gpu-operator-certified.v26.7.0');
    // Whichever version it is.
    expect(specOf(cluster, 'ClusterPolicy')).toMatchObject({
      ccManager: { env: [{ name: 'OPERATOR_NAMESPACE', value: 'nvidia-gpu-operator' }] },
    });
  });

  it('the versions of the document where the profile names none', () => {
    const cluster = clusterOf(TDX_GPU);
    const versions = ofKind(syncedObjects(cluster), 'Subscription').map(({ metadata, ...rest }) => [
      metadata.name,
      (rest['spec'] as { startingCSV?: string }).startingCSV,
    ]);
    expect(Object.fromEntries(versions)).toEqual({
      nfd: undefined,
      'sandboxed-containers-operator': 'sandboxed-containers-operator.v1.12.0',
      'intel-device-plugins-operator': 'intel-device-plugins-operator.v0.35.0',
      'gpu-operator-certified': 'gpu-operator-certified.v26.3.0',
    });
    expect(fieldsNamed(specOf(cluster, 'ClusterPolicy'), 'name')).toContain('OPERATOR_NAMESPACE');
  });

  it('KataConfig, its nodes and the deployment mode', () => {
    const cluster = clusterOf(
      { tee: 'snp', gpu: 'none', topology: 'multi-node' },
      {
        nodes: { expected: 2, selector: { 'example.com/confidential': 'true' } },
        sandboxedContainers: {
          deploymentMode: 'DaemonSet',
          kataConfig: { name: 'mine', checkNodeEligibility: false, logLevel: 'warn' },
        },
      },
    );
    expect(specOf(cluster, 'KataConfig', 'mine')).toEqual({
      enablePeerPods: false,
      checkNodeEligibility: false,
      logLevel: 'warn',
      kataConfigPoolSelector: { matchLabels: { 'example.com/confidential': 'true' } },
    });
    const featureGates = ofKind(syncedObjects(cluster), 'ConfigMap').find(
      ({ metadata }) => metadata.name === 'osc-feature-gates',
    );
    expect(featureGates?.['data']).toEqual({
      confidential: 'true',
      deploymentMode: 'DaemonSet',
    });
  });

  it('every image', () => {
    const images = {
      pccs: image('pccs'),
      quoteGenerationService: image('qgs'),
      sgxDevicePlugin: image('sgx'),
      openshiftCli: image('cli'),
      ubi: image('ubi'),
      gpuVerifier: image('gpu-verifier'),
    };
    const cluster = clusterOf(TDX_GPU, { images, verification: {} });
    const used = new Set(fieldsNamed(allObjects(cluster), 'image'));
    expect([...used].sort()).toEqual([...Object.values(images), IMAGE].sort());
  });

  it('where PCCS runs, and what it goes through', () => {
    const cluster = clusterOf(TDX_GPU, { pccs: { node: 'cp-1', proxy: 'http://proxy.example.com:3128' } });
    const deployment = specOf(cluster, 'Deployment', 'pccs');
    expect(fieldsNamed(deployment, 'nodeSelector')).toEqual([{ 'kubernetes.io/hostname': 'cp-1' }]);
    expect(fieldsNamed(deployment, 'value')).toContain('http://proxy.example.com:3128');
  });

  it('how the database of PCCS is copied', () => {
    const backup = { schedule: '15 4 * * 1', keep: 30, size: '3Gi', storageClass: 'lvms-vg1' };
    const cluster = clusterOf(TDX_GPU, { pccs: { node: 'cp-1', backup } });
    const cronJob = specOf(cluster, 'CronJob', 'pccs-backup');
    expect(cronJob).toMatchObject({ schedule: '15 4 * * 1', timeZone: 'Etc/UTC' });
    expect(fieldsNamed(cronJob, 'nodeSelector')).toEqual([{ 'kubernetes.io/hostname': 'cp-1' }]);
    expect(JSON.stringify(fieldsNamed(cronJob, 'containers'))).toContain('"/backup","30"]');
    expect(specOf(cluster, 'PersistentVolumeClaim', 'pccs-backup')).toMatchObject({
      resources: { requests: { storage: '3Gi' } },
      storageClassName: 'lvms-vg1',
    });
    const program = ofKind(syncedObjects(cluster), 'ConfigMap').find(
      ({ metadata }) => metadata.name === 'pccs-backup',
    );
    expect(JSON.stringify(program?.['data'])).toContain('PRAGMA integrity_check');
    expect(ofKind(syncedObjects(clusterOf(TDX_GPU)), 'CronJob')).toEqual([]);
  });

  it('sealed values and their scope, and who issues the certificate of PCCS', () => {
    const cluster = clusterOf(TDX_GPU, {
      pccs: {
        node: 'cp-1',
        secrets: { source: 'sealed-secrets', scope: 'cluster-wide', encrypted: SEALED },
        tls: { source: 'cert-manager', issuer: { kind: 'Issuer', name: 'own' } },
      },
    });
    expect(specOf(cluster, 'SealedSecret', 'qgs-secrets')).toMatchObject({
      encryptedData: SEALED['qgs-secrets'],
      template: { metadata: { annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' } } },
    });
    expect(specOf(cluster, 'Certificate')).toMatchObject({ issuerRef: { kind: 'Issuer', name: 'own' } });
  });

  it('PCI labels, which only the GPU operator looks for', () => {
    const workerConfig = (gpu: 'none' | 'nvidia') =>
      fieldsNamed(
        specOf(clusterOf({ tee: 'snp', gpu, topology: 'compact' }), 'NodeFeatureDiscovery'),
        'workerConfig',
      );
    expect(workerConfig('nvidia')).toHaveLength(1);
    expect(workerConfig('none')).toEqual([]);
  });
});

describe('the initdata of a workload', () => {
  function initdataOf(cluster: RenderedCluster): Record<string, unknown>[] {
    return ofKind(syncedObjects(cluster), 'Pod').map(({ metadata }) => {
      const value = metadata.annotations?.['io.katacontainers.config.hypervisor.cc_init_data'] ?? '';
      return parse(gunzipSync(Buffer.from(value, 'base64')).toString('utf8'));
    });
  }

  it.each([
    ['tdx', 'sha384'],
    ['snp', 'sha256'],
  ] as const)('has by default the digest that fills the register of %s: %s', (tee, algorithm) => {
    const [initdata] = initdataOf(clusterOf({ tee, gpu: 'none', topology: 'single-node' }));
    expect(initdata).toMatchObject({ algorithm, version: '0.1.0' });
  });

  it('has the settings of the profile, the same for every pod', () => {
    const agentPolicy = `${[
      'package agent_policy',
      'default ExecProcessRequest := false',
      'default ReadStreamRequest := false',
      'default SetPolicyRequest := false',
      'default WriteStreamRequest := false',
      ...NEEDED_BY_PODS,
    ].join('\n')}\n`;
    const certificate = `${CERTIFICATE.join('\n')}\n`;
    const cluster = clusterOf(TDX_GPU, {
      trustee: { url: 'https://kbs.example.com:8080', certificate },
      initdata: {
        algorithm: 'sha512',
        agentPolicy,
        imageSecurityPolicy: 'kbs:///default/policy/osc',
        registryCredentials: 'kbs:///default/credential/registries',
        registryCertificates: certificate,
      },
    });
    const [first, second, ...others] = initdataOf(cluster);
    expect(first).toMatchObject({ algorithm: 'sha512', data: { 'policy.rego': agentPolicy } });
    const data = first?.['data'] as Record<string, string>;
    expect(parse(data['cdh.toml'] ?? '')).toMatchObject({
      kbc: { url: 'https://kbs.example.com:8080', kbs_cert: certificate },
      image: {
        image_security_policy_uri: 'kbs:///default/policy/osc',
        authenticated_registry_credentials_uri: 'kbs:///default/credential/registries',
        extra_root_certificates: [certificate],
      },
    });
    expect(second).toEqual(first);
    expect(others).toEqual([]);
  });
});

describe('workloads', () => {
  it('of one name may be in several namespaces, each made once and restricted', () => {
    const pod = (name: string, namespace: string) => ({ name, namespace, image: IMAGE });
    const cluster = clusterOf(
      { tee: 'snp', gpu: 'none', topology: 'compact' },
      { workloads: [pod('a', 'b-c'), pod('b', 'c-a'), pod('a', 'c-a'), pod('b', 'b-c')] },
    );
    const places = ofKind(syncedObjects(cluster), 'Pod').map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    );
    expect([...places].sort()).toEqual(['b-c/a', 'b-c/b', 'c-a/a', 'c-a/b']);
    const enforced = ofKind(syncedObjects(cluster), 'Namespace').map(({ metadata }) => [
      metadata.name,
      metadata.labels?.['pod-security.kubernetes.io/enforce'],
    ]);
    expect(Object.fromEntries(enforced)).toEqual({
      'openshift-nfd': undefined,
      'openshift-sandboxed-containers-operator': 'privileged',
      'b-c': 'restricted',
      'c-a': 'restricted',
      'coco-gitops': 'restricted',
    });
  });
});
