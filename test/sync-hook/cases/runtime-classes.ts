import { type ChangeCase, casesOf, type State, type VerdictCase } from '../support/case.ts';
import { DATA } from '../support/gate-data.ts';
import { set } from '../support/loose.ts';
import { KATA_CONFIGS, RUNTIME_CLASSES } from '../support/ready-cluster.ts';
import { deleted, noKata } from './kata.ts';
import { unreadable } from './nodes.ts';

const { kataConfig } = DATA.tdx.cluster;
const classes = casesOf('runtime-classes', 'tdx');
const gpuClasses = casesOf('runtime-classes', 'gpu');
const CC = `${RUNTIME_CLASSES}/kata-cc`;
const GPU = `${RUNTIME_CLASSES}/kata-cc-nvidia-gpu`;
const scheduling =
  (value: unknown, ...path: string[]) =>
  (state: State) =>
    set(state.get(CC), value, 'scheduling', ...path);
const handler = (value: unknown) => (state: State) => set(state.get(CC), value, 'handler');
const classCases: VerdictCase[] = [
  classes.ok('kata-cc', () => {}),
  gpuClasses.ok('both', () => {}),
  classes.wait('none', (state) => state.remove(CC), 'no RuntimeClass kata-cc'),
  gpuClasses.wait(
    'that of GPUs is missing',
    (state) => state.remove(GPU),
    'no RuntimeClass kata-cc-nvidia-gpu',
  ),
  gpuClasses.wait(
    'both are missing',
    (state) => state.remove(CC, GPU),
    'no RuntimeClass kata-cc, kata-cc-nvidia-gpu',
  ),
  classes.wait(
    'one that is being deleted',
    (state) => set(state.get(CC), '2026-01-01T00:00:00Z', 'metadata', 'deletionTimestamp'),
    'being deleted: kata-cc',
  ),
  ...[
    { 'node-role.kubernetes.io/infra': '' },
    { 'node-role.kubernetes.io/kata-oc': '', use: 'other' },
    'kata-oc',
    [],
  ].map((selector) =>
    classes.wait(
      `a selector of no node: ${JSON.stringify(selector)}`,
      scheduling(selector, 'nodeSelector'),
      'no node of pool kata-oc takes pods of: kata-cc',
    ),
  ),
  ...[undefined, {}, { 'intel.feature.node.kubernetes.io/tdx': 'true' }].map((selector) =>
    classes.ok(`a selector of nodes: ${JSON.stringify(selector)}`, scheduling(selector, 'nodeSelector')),
  ),
  classes.ok('no selector at all', (state) => set(state.get(CC), undefined, 'scheduling')),
  classes.wait(
    'scheduling that is none',
    (state) => set(state.get(CC), 'x', 'scheduling'),
    'no node of pool kata-oc',
  ),
  classes.wait(
    'a device that no node has',
    (state) => set(state.get(CC), { 'sev-snp.amd.com/esids': '1' }, 'overhead', 'podFixed'),
    'no node of pool kata-oc',
  ),
  classes.ok('one node of three that takes pods', (state) => {
    set(state.node('worker-0'), true, 'spec', 'unschedulable');
    set(state.node('worker-1'), '2026-01-01T00:00:00Z', 'metadata', 'deletionTimestamp');
  }),
  ...unreadable('runtime-classes', 'tdx'),
  ...['kata', 'kata-snp', 'kata-tdx-nvidia-gpu', '', undefined, null, 1].map((value) =>
    classes.fatal(`handler ${value}`, handler(value), 'kata-cc has handler', 'not kata-tdx'),
  ),
];

const reconcile = (title: string, change: (state: State) => void, requested: boolean): ChangeCase => ({
  id: 'runtime-classes',
  title,
  cluster: 'gpu',
  act: 'reconcile',
  change,
  changes: requested
    ? [
        {
          path: `${KATA_CONFIGS}/${kataConfig}`,
          body: {
            metadata: { annotations: { 'coco-gitops/reconcile-requested-at': '1970-01-01T00:00:00Z' } },
          },
        },
      ]
    : [],
});

export const reconcileCases: readonly ChangeCase[] = [
  reconcile('is annotated while a class is missing', (state) => state.remove(GPU), true),
  reconcile('is let alone when all are there', () => {}, false),
  reconcile(
    'is let alone when it is not there',
    (state) => {
      noKata(state);
      state.remove(GPU);
    },
    false,
  ),
  reconcile(
    'is let alone when it is being deleted',
    (state) => {
      deleted(state);
      state.remove(GPU);
    },
    false,
  ),
  reconcile('is let alone when a class is wrong, which it does not mend', handler('kata'), false),
];

export const runtimeClassCases: readonly VerdictCase[] = classCases;
