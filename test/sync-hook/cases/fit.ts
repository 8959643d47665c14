import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { set } from '../support/loose.ts';
import { kataNode } from '../support/ready-cluster.ts';
import { unreadable } from './nodes.ts';
import { unusable } from './pool-nodes.ts';

const right = casesOf('right-nodes', 'tdx');
const selector = casesOf('right-nodes', 'selector');
const unchecked = casesOf('right-nodes', 'unchecked');
const compact = casesOf('right-nodes', 'compact');
const daemonset = casesOf('right-nodes', 'daemonset');
const KATA = 'feature.node.kubernetes.io/runtime.kata';
const POOL = 'node-role.kubernetes.io/kata-oc';
const label = (name: string, key: string, value: unknown) => (state: State) =>
  set(state.node(name), value, 'metadata', 'labels', key);
const added = (name: string, roles: readonly string[]) => (state: State) =>
  state.nodes.push(kataNode(name, roles, DATA.selector.cluster));
const NOT_IN = 'selected, able to run Kata, and not in pool kata-oc: worker-9';
const NOT_SELECTED = 'in pool kata-oc, and not selected or not able: worker-1';

const rightCases: VerdictCase[] = [
  ...unreadable('right-nodes', 'tdx'),
  right.ok('those that are selected and able', () => {}),
  right.ok('more than are expected', added('worker-9', ['worker', 'kata-oc'])),
  compact.ok('control plane nodes that work', () => {}),
  unchecked.ok('every worker, without the check', () => {}),
  right.wait('a new worker that is not in the pool yet', added('worker-9', ['worker']), NOT_IN),
  selector.wait('one that the selector takes', added('worker-9', ['worker']), NOT_IN),
  selector.ok('one that the selector leaves out', (state) => {
    added('worker-9', ['worker'])(state);
    label('worker-9', 'use', 'other')(state);
  }),
  selector.wait('one in the pool that the selector leaves out', label('worker-1', 'use', 'x'), NOT_SELECTED),
  right.wait('one in the pool that cannot run Kata', label('worker-1', KATA, 'false'), NOT_SELECTED),
  right.wait(
    'one in the pool that is no worker',
    label('worker-1', 'node-role.kubernetes.io/worker', undefined),
    NOT_SELECTED,
  ),
  unchecked.ok('one in the pool that may not be able, without the check', label('worker-1', KATA, undefined)),
  compact.wait(
    'a control plane node that cannot run Kata',
    label('master-1', KATA, undefined),
    'in pool master, and not selected or not able: master-1',
  ),
  right.wait(
    'one in the pool that is being deleted',
    (state) => set(state.node('worker-1'), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    'being deleted: worker-1',
  ),
  right.ok('one that is being deleted, and was never in the pool', (state) => {
    added('worker-9', ['worker'])(state);
    set(state.node('worker-9'), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp');
  }),
  right.wait('too few', label('worker-1', POOL, undefined), '2 of 3 nodes are in pool kata-oc'),
  daemonset.ok(
    'a worker that is a control plane node, where there is no pool',
    label('worker-1', 'node-role.kubernetes.io/master', ''),
  ),
];

export const fitCases = [...rightCases, ...unusable('nodes-offer-tee', 'tdx')];
