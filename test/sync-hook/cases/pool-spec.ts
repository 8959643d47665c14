import { casesOf, type State, type VerdictCase } from '../support/case.ts';
import { set } from '../support/loose.ts';
import { node } from '../support/ready-cluster.ts';
import { unreadable } from './nodes.ts';
import { withoutPool } from './pool.ts';

const spec = casesOf('pool-spec', 'tdx');
const master = casesOf('pool-spec', 'compact');
const edit =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.pool(), value, 'spec', ...path);
const ROLE = 'machineconfiguration.openshift.io/role';
const roles = (...values: string[]) => ({ matchExpressions: [{ key: ROLE, operator: 'In', values }] });
const NODES = 'spec.nodeSelector is not that of role';
const CONFIGS = 'spec.machineConfigSelector does not take MachineConfigs of role';

export const poolSpecCases: VerdictCase[] = [
  ...withoutPool('pool-spec'),
  ...unreadable('pool-spec', 'tdx'),
  spec.ok('as the operator makes it', () => {}),
  master.ok('pool master', () => {}),
  spec.wait(
    'being deleted',
    (state) => set(state.pool(), '2026-01-02T03:04:05Z', 'metadata', 'deletionTimestamp'),
    'kata-oc is being deleted',
  ),
  ...[undefined, null, {}, 'x', { matchLabels: { 'node-role.kubernetes.io/infra': '' } }].map((value) =>
    spec.wait(
      `nodes ${JSON.stringify(value)}`,
      edit(value, 'nodeSelector'),
      `${NODES} kata-oc, see worker-0`,
    ),
  ),
  spec.wait(
    'nodes of another role as well',
    edit(
      { matchExpressions: [{ key: 'node-role.kubernetes.io/worker', operator: 'Exists' }] },
      'nodeSelector',
    ),
    `${NODES} kata-oc, see plain-0`,
  ),
  spec.ok('a control plane node with its label, which stays in pool master', (state) =>
    state.nodes.push(node('odd-0', ['master', 'kata-oc'], 'rendered-master')),
  ),
  master.wait(
    'no node',
    edit({ matchLabels: { other: '' } }, 'nodeSelector'),
    `${NODES} master, see master-0`,
  ),
  ...[{}, 'x', roles('worker'), { matchLabels: { [ROLE]: 'worker' } }].map((value) =>
    spec.wait(
      `MachineConfigs ${JSON.stringify(value)}`,
      edit(value, 'machineConfigSelector'),
      `${CONFIGS} kata-oc`,
    ),
  ),
  spec.wait('not those of the workers', edit(roles('kata-oc'), 'machineConfigSelector'), `${CONFIGS} worker`),
  spec.ok('no selector, of which the renderer tells', edit(undefined, 'machineConfigSelector')),
  master.wait('of the workers', edit(roles('worker'), 'machineConfigSelector'), `${CONFIGS} master`),
];
