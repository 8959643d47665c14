import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { type ClusterName, DATA } from '../support/gate-data.ts';
import { set } from '../support/loose.ts';
import { kataNode, NODES, node } from '../support/ready-cluster.ts';

const KATA = 'feature.node.kubernetes.io/runtime.kata';
const label = (name: string, key: string, value: unknown) => (state: State) =>
  set(state.node(name), value, 'metadata', 'labels', key);

/** What no condition about nodes may take for an answer. */
export function unreadable(id: string, cluster: ClusterName): VerdictCase[] {
  const make = casesOf(id, cluster);
  const items = (value: unknown) => (state: State) => set(state.get(NODES), value, 'items');
  return [
    make.wait('no nodes', items([]), 'no nodes'),
    make.wait('a list of nothing', items(null), 'no nodes'),
    make.wait('a list that is none', items({}), 'no nodes'),
    make.wait('nodes that are none', items([null, 'worker-0']), 'no nodes'),
    make.wait('no list', (state) => state.remove(NODES), 'no nodes'),
    make.wait(
      'a node without a name',
      (state) => state.nodes.push({ metadata: { labels: { a: 'b' } } }),
      'a node without labels',
    ),
    make.wait(
      'a node without labels',
      (state) => state.nodes.push({ metadata: { name: 'bare' } }),
      'a node without labels',
    ),
  ];
}

const eligible = casesOf('nodes-eligible', 'tdx');
const unchecked = casesOf('nodes-eligible', 'unchecked');
const selector = casesOf('nodes-eligible', 'selector');
const compact = casesOf('nodes-eligible', 'compact');
const eligibleCases: VerdictCase[] = [
  ...unreadable('nodes-eligible', 'tdx'),
  eligible.ok('three workers that can run Kata', () => {}),
  eligible.ok('more than are expected', (state) =>
    state.nodes.push(kataNode('worker-9', ['worker'], DATA.tdx.cluster)),
  ),
  eligible.wait(
    'two of three',
    label('worker-1', KATA, undefined),
    '2 of 3 nodes',
    'can run Kata: worker-0, worker-2',
  ),
  eligible.wait('a label that is false', label('worker-1', KATA, 'false'), '2 of 3 nodes'),
  eligible.wait('a label that is no text', label('worker-1', KATA, true), '2 of 3 nodes'),
  eligible.wait(
    'one that is being deleted',
    (state) => set(state.node('worker-1'), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    '2 of 3 nodes',
  ),
  eligible.wait('none', (state) => state.nodes.splice(3, 3), '0 of 3 nodes', 'none'),
  eligible.wait(
    'a node that can run Kata, but is no worker',
    label('worker-1', 'node-role.kubernetes.io/worker', undefined),
    '2 of 3 nodes',
  ),
  eligible.wait(
    'a worker that is a control plane node',
    label('worker-1', 'node-role.kubernetes.io/master', ''),
    '2 of 3 nodes',
  ),
  unchecked.ok('without the check, workers count without the label', (state) => {
    label('worker-1', KATA, undefined)(state);
  }),
  selector.wait('a node that the selector leaves out', label('worker-1', 'use', 'other'), '2 of 3 nodes'),
  compact.ok('control plane nodes that work', () => {}),
  compact.wait('two of three control plane nodes', label('master-0', KATA, undefined), '2 of 3 nodes'),
];

const hasTee = casesOf('nodes-have-tee', 'snp');
const SNP = DATA.snp.cluster.tees.label;
const hasTeeCases: VerdictCase[] = [
  ...unreadable('nodes-have-tee', 'snp'),
  hasTee.ok('three workers with SEV-SNP', () => {}),
  hasTee.wait(
    'two of three',
    label('worker-2', SNP, undefined),
    `2 of 3 nodes carry ${SNP}`,
    'worker-0, worker-1',
  ),
  hasTee.wait('one that cannot run Kata', label('worker-2', KATA, undefined), '2 of 3 nodes'),
];

const oneTee = casesOf('one-tee', 'tdx');
const oneTeeSelected = casesOf('one-tee', 'selector');
const oneTeeSno = casesOf('one-tee', 'sno');
const IBM = 'ibm.feature.node.kubernetes.io/se';
const oneTeeCases: VerdictCase[] = [
  ...unreadable('one-tee', 'tdx'),
  oneTee.ok('TDX alone', () => {}),
  oneTee.fatal('a node with two', label('worker-1', SNP, 'true'), `worker-1 carries ${SNP}`),
  oneTee.fatal('a node with that of IBM', label('worker-1', IBM, 'true'), `worker-1 carries ${IBM}`),
  oneTee.fatal(
    'a control plane node with another one, at which the operator looks too',
    (state) => {
      label('master-1', SNP, 'true')(state);
      label('master-1', KATA, 'true')(state);
    },
    `master-1 carries ${SNP}`,
  ),
  oneTee.ok('a node with another one that cannot run Kata', label('plain-0', SNP, 'true')),
  oneTee.ok('a label that is not true', label('worker-1', SNP, 'false')),
  oneTeeSelected.ok('a node with another one that is not selected', (state) => {
    label('plain-0', SNP, 'true')(state);
    label('plain-0', KATA, 'true')(state);
  }),
  casesOf('one-tee', 'compact').ok(
    'a node beside the control plane, which the operator does not look at then',
    (state) =>
      state.nodes.push(
        node('other-0', ['worker'], 'c', { [DATA.tdx.cluster.tees.label]: 'true', [KATA]: 'true' }),
      ),
  ),
  oneTeeSno.fatal('a single node with two', label('master-0', SNP, 'true'), 'master-0'),
  oneTee.fatal(
    'seven nodes with two',
    (state) => {
      for (let index = 0; index < 7; index += 1) {
        state.nodes.push(node(`many-${index}`, ['worker'], 'c', { [SNP]: 'true', [KATA]: 'true' }));
      }
    },
    'many-4',
    'and 2 more',
  ),
];

const offer = casesOf('nodes-offer-tee', 'tdx');
const offerSno = casesOf('nodes-offer-tee', 'sno');
const { label: TDX, resource } = DATA.tdx.cluster.tees;
const allocatable = (value: unknown) => (state: State) =>
  set(state.node('worker-2'), value, 'status', 'allocatable', resource);
const offerCases: VerdictCase[] = [
  offer.ok('every node of the pool', () => {}),
  offer.ok('a worker of another pool need not', label('plain-0', TDX, undefined)),
  ...['1', '31', '1k', '2.5', '1Ki', 5].map((value) =>
    offer.ok(`${JSON.stringify(value)} keys`, allocatable(value)),
  ),
  ...['0', '0k', '0.5', '500m', '-1', '', 'many', null, undefined, 0, [31], { n: 1 }, true].map((value) =>
    offer.wait(`${JSON.stringify(value)} keys`, allocatable(value), `none of ${resource}`, 'worker-2'),
  ),
  offer.wait(
    'no allocatable',
    (state) => set(state.node('worker-2'), null, 'status', 'allocatable'),
    'worker-2',
  ),
  offer.wait('no label', label('worker-2', TDX, undefined), `without label ${TDX}: worker-2`),
  offer.wait(
    'too few in the pool',
    label('worker-2', 'node-role.kubernetes.io/kata-oc', undefined),
    '2 of 3 nodes are in pool kata-oc',
  ),
  offer.wait(
    'one that is a control plane node, which stays in pool master',
    label('worker-2', 'node-role.kubernetes.io/master', ''),
    '2 of 3 nodes are in pool kata-oc',
  ),
  offerSno.ok('a single node', () => {}),
  offerSno.wait('a single node without the label', label('master-0', TDX, undefined), 'master-0'),
];

export const nodeCases = [...eligibleCases, ...hasTeeCases, ...oneTeeCases, ...offerCases];
