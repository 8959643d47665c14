import type { GateAppliedSubject } from '../../../rollout/gates/gate-cluster.ts';
import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { type ClusterName, DATA } from '../support/gate-data.ts';
import { listAt, objectAt, set } from '../support/loose.ts';
import { CRDS } from '../support/ready-cluster.ts';
import { appliedPath } from '../support/served.ts';

/** Each subject, with a cluster that has it. */
const CLUSTERS: Readonly<Record<GateAppliedSubject, ClusterName>> = {
  operators: 'tdx',
  'node-features': 'tdx',
  'kata-config': 'tdx',
  gpu: 'gpu',
  'feature-gates': 'tdx',
  attestation: 'tdx',
  verification: 'verified',
  refusal: 'verified',
};

/** What each subject's condition says of any object that is not there, or is not what its controller has seen. */
const alike = Object.entries(CLUSTERS).flatMap(([subject, cluster]): VerdictCase[] => {
  const make = casesOf(`${subject}-as-in-git`, cluster);
  const [wanted] = DATA[cluster].cluster.applied[subject as GateAppliedSubject] ?? [];
  if (wanted === undefined) throw new Error(`the test has nothing of ${subject}`);
  const path = appliedPath(wanted);
  const [part = ''] = Object.keys(wanted.content);
  const name = `${wanted.kind} ${wanted.name}`;
  return [
    make.ok('as Git has it, with what a server adds', () => {}),
    make.wait('not there', (state) => state.remove(path), `not there: ${name}`),
    make.wait(
      'being deleted',
      (state) => set(state.get(path), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
      `being deleted: ${name}`,
    ),
    make.wait(`without ${part}`, (state) => set(state.get(path), undefined, part), `${name}: ${part}.`),
    make.wait(
      `with a text for ${part}`,
      (state) => set(state.get(path), 'x', part),
      `${name}: ${part} is 'x'`,
    ),
    make.wait(
      'changed, and its controller has not looked',
      (state) =>
        set(state.get(path), { ...objectAt(state.get(path), 'status'), observedGeneration: 0 }, 'status'),
      `has not seen the newest: ${name}: status.observedGeneration is 0`,
    ),
  ];
});

const applied = (cluster: ClusterName, kind: string) => {
  const found = Object.values(DATA[cluster].cluster.applied)
    .flat()
    .find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`the test has no ${kind}`);
  return appliedPath(found);
};
const edit =
  (cluster: ClusterName, kind: string) =>
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(applied(cluster, kind)), value, ...path);

const kata = casesOf('kata-config-as-in-git', 'tdx');
const kataSpec = edit('tdx', 'KataConfig');
const KATA_CRD = `${CRDS}/kataconfigs.kataconfiguration.openshift.io`;
const withDefault = (value: unknown) => (state: State) => {
  const properties = { spec: { properties: { shape: { default: value } } } };
  const versions = [{ name: 'v1', schema: { openAPIV3Schema: { properties } } }];
  set(state.get(KATA_CRD), { versions }, 'spec');
  kataSpec('round', 'spec', 'shape')(state);
};
const selectorOf = (matchLabels: unknown) => kataSpec({ matchLabels }, 'spec', 'kataConfigPoolSelector');
const kataConfigs: VerdictCase[] = [
  kata.wait(
    'another value',
    kataSpec('debug', 'spec', 'logLevel'),
    "spec.logLevel is 'debug', in Git 'info'",
  ),
  kata.wait('text for a truth', kataSpec('true', 'spec', 'checkNodeEligibility'), "is 'true', in Git True"),
  kata.wait('a number for a truth', kataSpec(1, 'spec', 'checkNodeEligibility'), 'is 1, in Git True'),
  kata.wait(
    'peer pods, which Git has not',
    kataSpec(true, 'spec', 'enablePeerPods'),
    'is True, in Git False',
  ),
  kata.wait('a selector that Git has not', selectorOf({ use: 'kata' }), 'in Git there is none'),
  kata.wait(
    'a selector of an empty label, which selects too',
    selectorOf({ use: '' }),
    'in Git there is none',
  ),
  kata.ok('a selector of nothing', kataSpec({}, 'spec', 'kataConfigPoolSelector')),
  kata.ok('no value where Git has the default of false', kataSpec(undefined, 'spec', 'enablePeerPods')),
  kata.wait('a field that nobody knows', kataSpec('round', 'spec', 'shape'), 'spec.shape'),
  kata.ok('one that the definition on the cluster gives by default', withDefault('round')),
  kata.wait('another value than its default', withDefault('square'), "spec.shape is 'round'"),
];

const features = casesOf('node-features-as-in-git', 'tdx');
const rules = (change: (rules: ReturnType<typeof listAt>) => void) => (state: State) =>
  change(listAt(state.get(applied('tdx', 'NodeFeatureRule')), 'spec', 'rules'));
const nodeFeatures: VerdictCase[] = [
  features.wait(
    'a rule more',
    rules((list) => list.push({ name: 'x' })),
    'is 5 entries, in Git 4 entries',
  ),
  features.wait(
    'a rule less',
    rules((list) => list.pop()),
    'is 3 entries, in Git 4 entries',
  ),
  features.wait(
    'a rule that says something else',
    rules((list) => set(list[0] ?? {}, 'false', 'labels', 'feature.node.kubernetes.io/runtime.kata')),
    "is 'false', in Git 'true'",
  ),
  features.wait(
    'a rule with one more label',
    rules((list) => set(list[0] ?? {}, '', 'labels', 'amd.feature.node.kubernetes.io/snp')),
    'in Git there is none',
  ),
];

const gates = casesOf('feature-gates-as-in-git', 'tdx');
const gate = edit('tdx', 'ConfigMap');
const featureGates: VerdictCase[] = [
  gates.wait('off', gate('false', 'data', 'confidential'), "data.confidential is 'false', in Git 'true'"),
  gates.wait('a further gate', gate('true', 'data', 'layeredImageDeployment'), 'in Git there is none'),
  gates.ok('a further gate that is off', gate('false', 'data', 'layeredImageDeployment')),
];

const operators = casesOf('operators-as-in-git', 'tdx');
const subscription = edit('tdx', 'Subscription');
const group = edit('tdx', 'OperatorGroup');
const olm: VerdictCase[] = [
  operators.wait('another channel', subscription('beta', 'spec', 'channel'), "is 'beta', in Git 'stable'"),
  operators.wait('another catalog', subscription('community-operators', 'spec', 'source'), 'spec.source'),
  operators.wait('another approval', subscription('Manual', 'spec', 'installPlanApproval'), 'Approval'),
  operators.ok('resources that a person gave it', subscription({ resources: {} }, 'spec', 'config')),
  operators.wait('a group of all namespaces', group([], 'spec', 'targetNamespaces'), 'is 0 entries'),
  operators.wait(
    'a group with a selector',
    group({ matchLabels: { a: '' } }, 'spec', 'selector'),
    'spec.selector',
  ),
];

const attestation = casesOf('attestation-as-in-git', 'tdx');
const pccs = edit('tdx', 'Deployment');
const container = (key: string, value: unknown) => (state: State) => {
  const [first = {}] = listAt(
    state.get(applied('tdx', 'Deployment')),
    'spec',
    'template',
    'spec',
    'containers',
  );
  first[key] = value;
};
const services: VerdictCase[] = [
  attestation.wait('paused', pccs(true, 'spec', 'paused'), 'spec.paused is True, in Git False'),
  attestation.wait('scaled', pccs(0, 'spec', 'replicas'), 'spec.replicas is 0, in Git 1'),
  attestation.wait('another image', container('image', 'evil'), "image is 'evil', in Git"),
  attestation.wait('no limit', container('resources', {}), 'resources.limits.memory is nothing'),
  attestation.ok('a field that Git has not', container('tty', true)),
  attestation.ok(
    'quantities in another form',
    container('resources', {
      limits: { cpu: '1000m', memory: '1048576Ki' },
      requests: { cpu: '0.1', memory: '256Mi' },
    }),
  ),
  casesOf('attestation-as-in-git', 'tdx').wait(
    'another long text',
    edit('tdx', 'DaemonSet')(
      '{"pccs_url":"https://other.example.com"}',
      'spec',
      'template',
      'metadata',
      'annotations',
      'qcnl-conf',
    ),
    'in Git a text with another digest',
  ),
  attestation.wait(
    'less memory',
    container('resources', { limits: { cpu: 1, memory: '1M' }, requests: { cpu: '0.1', memory: '256Mi' } }),
    "limits.memory is '1M', in Git '1Gi'",
  ),
  attestation.wait(
    'a Service of other pods',
    edit('tdx', 'Service')({ app: 'x' }, 'spec', 'selector'),
    'selector',
  ),
];

export const asInGitCases = [...alike, ...kataConfigs, ...nodeFeatures, ...featureGates, ...olm, ...services];
