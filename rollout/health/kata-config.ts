import { condition, type KindHealth, type Path } from './rules.ts';

const STATUS = condition('InProgress', 'status');
const REASON = condition('InProgress', 'reason');
const MESSAGE = condition('InProgress', 'message');
const WAITING_FOR_MCO: Path = ['status', 'waitingForMcoToStart'];
const NODES: Path = ['status', 'kataNodes', 'nodeCount'];
const READY: Path = ['status', 'kataNodes', 'readyNodeCount'];

const READY_OF_NODES = [
  { path: READY, orElse: '0' },
  ' of ',
  { path: NODES, orElse: '0' },
  ' nodes are ready',
] as const;

/**
 * KataConfig (document, section 8.1; sandboxed-containers-operator, controllers/openshift_controller.go). The operator
 * writes the status only after a reconcile without an error.
 * - InProgress False alone means nothing: the operator sets it as well for pods that block the removal and for an
 *   OpenShift that is too old, and while nodes are still waiting whose labels were there before.
 * - Nodes that wait to uninstall do not count: the operator lists nodes of other custom pools there for ever.
 * - It has no observedGeneration.
 */
export const KATA_CONFIG: KindHealth = {
  apiVersion: 'kataconfiguration.openshift.io/v1',
  kind: 'KataConfig',
  health: {
    rules: [
      {
        status: 'Degraded',
        when: { in: [REASON, ['Failed', 'BlockedByExistingKataPods', 'UnsupportedOCPVersion']] },
        message: [{ path: REASON, orElse: '' }, ': ', { path: MESSAGE, orElse: 'no message' }],
      },
      {
        status: 'Degraded',
        when: { not: { empty: ['status', 'kataNodes', 'failedToInstall'] } },
        message: ['A node failed to install Kata: see status.kataNodes.failedToInstall'],
      },
      {
        status: 'Healthy',
        when: {
          all: [
            { eq: [STATUS, 'False'] },
            { eq: [REASON, ''] },
            { not: { eq: [WAITING_FOR_MCO, true] } },
            { more: [NODES, 0] },
            { same: [READY, NODES] },
            { empty: ['status', 'kataNodes', 'installing'] },
            { empty: ['status', 'kataNodes', 'waitingToInstall'] },
          ],
        },
        message: ['Installed: ', ...READY_OF_NODES],
      },
      {
        status: 'Progressing',
        when: { eq: [WAITING_FOR_MCO, true] },
        message: ['Waiting for the Machine Config Operator to begin: ', ...READY_OF_NODES],
      },
      {
        status: 'Progressing',
        when: { eq: [REASON, 'Uninstalling'] },
        message: ['Uninstalling: ', { path: MESSAGE, orElse: 'no message' }],
      },
      {
        status: 'Progressing',
        when: { eq: [STATUS, 'True'] },
        message: [{ path: REASON, orElse: 'In progress' }, ': ', ...READY_OF_NODES],
      },
      {
        status: 'Progressing',
        when: { all: [{ eq: [REASON, ''] }, { more: [NODES, 0] }] },
        message: ['Not installed everywhere yet: ', ...READY_OF_NODES],
      },
      {
        status: 'Progressing',
        when: { eq: [REASON, ''] },
        message: [
          'No node matches: spec.kataConfigPoolSelector selects no worker, or, with spec.checkNodeEligibility, ' +
            'none has the label feature.node.kubernetes.io/runtime.kata=true',
        ],
      },
      {
        status: 'Progressing',
        when: { present: STATUS },
        message: [
          'InProgress is ',
          { path: STATUS, orElse: 'unset' },
          ' for reason ',
          { path: REASON, orElse: 'unset' },
          ': ',
          { path: MESSAGE, orElse: 'no message' },
        ],
      },
    ],
    otherwise: {
      status: 'Progressing',
      message: [
        'No condition InProgress yet. If it stays so, read the log of the sandboxed containers operator: it writes no ' +
          'status while a step fails, as when no node is eligible or confidential is on and no node has a TEE label',
      ],
    },
  },
};
