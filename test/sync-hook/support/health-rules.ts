const IN_PROGRESS = ['status', 'conditions', { where: ['type', 'InProgress'] }];
const KATA_NODES = ['status', 'kataNodes'];
const text = (path: unknown, orElse: string) => ({ path, orElse });

/** Just enough rules of health for the conditions that ask for it. */
export const HEALTH_RULES = {
  'kataconfiguration.openshift.io/KataConfig': {
    rules: [
      {
        status: 'Degraded',
        when: {
          any: [
            {
              in: [
                [...IN_PROGRESS, 'reason'],
                ['Failed', 'BlockedByExistingKataPods', 'UnsupportedOCPVersion'],
              ],
            },
            { not: { empty: [...KATA_NODES, 'failedToInstall'] } },
          ],
        },
        message: [text([...IN_PROGRESS, 'message'], 'failed')],
      },
      {
        status: 'Healthy',
        when: {
          all: [
            { eq: [[...IN_PROGRESS, 'status'], 'False'] },
            { eq: [[...IN_PROGRESS, 'reason'], ''] },
            { not: { eq: [['status', 'waitingForMcoToStart'], true] } },
            { more: [[...KATA_NODES, 'nodeCount'], 0] },
            {
              samePath: [
                [...KATA_NODES, 'nodeCount'],
                [...KATA_NODES, 'readyNodeCount'],
              ],
            },
            { empty: [...KATA_NODES, 'installing'] },
            { empty: [...KATA_NODES, 'waitingToInstall'] },
          ],
        },
        message: ['installed'],
      },
    ],
    otherwise: {
      status: 'Progressing',
      message: [
        'Installing: ',
        text([...KATA_NODES, 'readyNodeCount'], '?'),
        ' of ',
        text([...KATA_NODES, 'nodeCount'], '?'),
      ],
    },
  },
  'operators.coreos.com/ClusterServiceVersion': {
    rules: [{ status: 'Healthy', when: { eq: [['status', 'phase'], 'Succeeded'] }, message: ['installed'] }],
    otherwise: { status: 'Progressing', message: ['phase ', text(['status', 'phase'], 'unknown')] },
  },
  'nvidia.com/ClusterPolicy': {
    rules: [{ status: 'Healthy', when: { eq: [['status', 'state'], 'ready'] }, message: ['ready'] }],
    otherwise: { status: 'Progressing', message: ['state ', text(['status', 'state'], 'unknown')] },
  },
  'deviceplugin.intel.com/SgxDevicePlugin': {
    rules: [
      {
        status: 'Healthy',
        when: {
          all: [
            { more: [['status', 'desiredNumberScheduled'], 0] },
            {
              samePath: [
                ['status', 'desiredNumberScheduled'],
                ['status', 'numberReady'],
              ],
            },
          ],
        },
        message: ['ready'],
      },
    ],
    otherwise: { status: 'Progressing', message: [text(['status', 'numberReady'], '?'), ' ready'] },
  },
};
