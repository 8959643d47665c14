import { condition, type Expr, type KindHealth, type Path } from './rules.ts';

const MACHINES: Path = ['status', 'machineCount'];
const UPDATED: Path = ['status', 'updatedMachineCount'];
const READY: Path = ['status', 'readyMachineCount'];
const WANTED: Path = ['spec', 'configuration', 'name'];

const COUNTS = [
  { path: UPDATED, orElse: '0' },
  ' updated and ',
  { path: READY, orElse: '0' },
  ' ready of ',
  { path: MACHINES, orElse: '0' },
  ' machines',
] as const;

function isTrue(type: string): Expr {
  return { eq: [condition(type, 'status'), 'True'] };
}

/**
 * MachineConfigPool (machine-config-operator, pkg/controller/node/status.go `calculateStatus`).
 * - Updated True is also what a pool says for the ten seconds between a new MachineConfig and its roll, and what a pool
 *   without machines says; hence the names of the configurations and the counts, and `required`.
 * - Degraded carries no message when the configuration cannot be rendered: RenderDegraded does.
 * - A paused pool is neither Updated nor Updating while something is pending, and Updated when nothing is.
 *
 * @param required names of MachineConfigs that the configuration which the nodes run must be made of. Without them, a
 *   pool that has not heard of a new MachineConfig yet is Healthy.
 */
export function machineConfigPool(required: readonly string[] = []): KindHealth {
  return {
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineConfigPool',
    health: {
      rules: [
        {
          status: 'Progressing',
          when: {
            not: {
              same: [
                ['metadata', 'generation'],
                ['status', 'observedGeneration'],
              ],
            },
          },
          message: [
            'The Machine Config Operator has not looked at generation ',
            { path: ['metadata', 'generation'], orElse: 'unknown' },
            ' of the pool yet',
          ],
        },
        {
          status: 'Degraded',
          when: isTrue('RenderDegraded'),
          message: [
            'The configuration cannot be rendered: ',
            { path: condition('RenderDegraded', 'message'), orElse: 'no message' },
          ],
        },
        {
          status: 'Degraded',
          when: isTrue('NodeDegraded'),
          message: [
            'A node is degraded: ',
            { path: condition('NodeDegraded', 'message'), orElse: 'no message' },
          ],
        },
        {
          status: 'Degraded',
          when: isTrue('Degraded'),
          message: ['Degraded: ', { path: condition('Degraded', 'message'), orElse: 'no message' }],
        },
        {
          status: 'Healthy',
          when: {
            all: [
              isTrue('Updated'),
              { eq: [condition('Updating', 'status'), 'False'] },
              { more: [MACHINES, 0] },
              { same: [UPDATED, MACHINES] },
              { same: [READY, MACHINES] },
              { same: [WANTED, ['status', 'configuration', 'name']] },
              ...required.map(madeOf),
            ],
          },
          message: [
            { path: MACHINES, orElse: '0' },
            ' machines run ',
            { path: ['status', 'configuration', 'name'], orElse: 'no configuration' },
          ],
        },
        {
          status: 'Progressing',
          when: { eq: [['spec', 'paused'], true] },
          message: [
            'Paused before ',
            { path: WANTED, orElse: 'any configuration' },
            ': ',
            ...COUNTS,
            '. To go on: oc patch machineconfigpool ',
            { path: ['metadata', 'name'], orElse: 'NAME' },
            ` --type merge -p '{"spec":{"paused":false}}'`,
          ],
        },
        {
          status: 'Progressing',
          when: { not: { more: [MACHINES, 0] } },
          message: ['No machine is in the pool'],
        },
      ],
      otherwise: {
        status: 'Progressing',
        message: ['Updating to ', { path: WANTED, orElse: 'no configuration yet' }, ': ', ...COUNTS],
      },
    },
  };
}

function madeOf(name: string): Expr {
  return { present: ['status', 'configuration', 'source', { where: ['name', name] }] };
}
