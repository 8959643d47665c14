import { describe, expect, it } from 'vitest';
import { DcapAccess, type DcapAccessProps } from '../../../constructs/intel-dcap/access.ts';
import { render } from '../support/render.ts';

function access(props: DcapAccessProps) {
  return render((chart) => new DcapAccess(chart, 'access', props));
}

/** A service account that no pod gets a token of, and the right to use one SCC. */
function account(name: string, scc: string) {
  const metadata = { name: `use-scc-${scc}`, namespace: 'intel-dcap' };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: 'intel-dcap' },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [
        {
          apiGroups: ['security.openshift.io'],
          resources: ['securitycontextconstraints'],
          resourceNames: [scc],
          verbs: ['use'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `use-scc-${scc}` },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'intel-dcap' }],
    },
  ];
}

/** What the two services have in common: nothing of the host's processes, and every capability dropped. */
const LOCKED = {
  apiVersion: 'security.openshift.io/v1',
  kind: 'SecurityContextConstraints',
  allowHostIPC: false,
  allowHostPID: false,
  allowHostPorts: false,
  defaultAddCapabilities: [],
  requiredDropCapabilities: ['ALL'],
  priority: 0,
  readOnlyRootFilesystem: false,
  runAsUser: { type: 'RunAsAny' },
  fsGroup: { type: 'MustRunAs' },
  supplementalGroups: { type: 'RunAsAny' },
  groups: [],
  users: [],
};

/** What a privileged container takes. */
const PRIVILEGED = {
  allowPrivilegedContainer: true,
  allowPrivilegeEscalation: true,
  seLinuxContext: { type: 'RunAsAny' },
  seccompProfiles: ['*'],
};

const QGS = {
  ...LOCKED,
  ...PRIVILEGED,
  metadata: { name: 'intel-dcap-qgs' },
  allowHostDirVolumePlugin: true,
  allowHostNetwork: true,
  allowedCapabilities: ['LINUX_IMMUTABLE'],
  volumes: ['downwardAPI', 'emptyDir', 'hostPath'],
};

const PCCS = {
  ...LOCKED,
  metadata: { name: 'intel-dcap-pccs' },
  allowHostNetwork: false,
  allowedCapabilities: ['DAC_OVERRIDE', 'SETGID', 'SETUID'],
};

/** By kind and name: the order in which they are made does not matter. */
function sorted(objects: readonly { kind: string; metadata: { name: string } }[]) {
  const key = ({ kind, metadata }: (typeof objects)[number]) => `${kind} ${metadata.name}`;
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe('the rights of the attestation services', () => {
  it('with the database on the node let PCCS label it', () => {
    const pccs = {
      ...PCCS,
      ...PRIVILEGED,
      allowHostDirVolumePlugin: true,
      volumes: ['hostPath', 'secret'],
    };
    expect(sorted(access({ pccsOnHostPath: true }))).toEqual(
      sorted([...account('pccs-sa', 'intel-dcap-pccs'), pccs, ...account('qgs-sa', 'intel-dcap-qgs'), QGS]),
    );
  });

  it('with the database on a volume claim leave PCCS neither privileges nor the host', () => {
    const pccs = {
      ...PCCS,
      allowHostDirVolumePlugin: false,
      allowPrivilegedContainer: false,
      allowPrivilegeEscalation: false,
      seLinuxContext: { type: 'MustRunAs' },
      seccompProfiles: ['runtime/default'],
      volumes: ['persistentVolumeClaim', 'secret'],
    };
    expect(sorted(access({ pccsOnHostPath: false }))).toEqual(
      sorted([...account('pccs-sa', 'intel-dcap-pccs'), pccs, ...account('qgs-sa', 'intel-dcap-qgs'), QGS]),
    );
  });

  it('with copies let PCCS have their claim, and the account that makes them nothing but volumes', () => {
    const props: Required<DcapAccessProps> = { pccsOnHostPath: true, backup: true, authority: 'secret' };
    const pccs = {
      ...PCCS,
      ...PRIVILEGED,
      allowHostDirVolumePlugin: true,
      volumes: ['hostPath', 'persistentVolumeClaim', 'secret'],
    };
    const backup = {
      ...LOCKED,
      metadata: { name: 'intel-dcap-pccs-backup' },
      allowHostDirVolumePlugin: true,
      allowHostNetwork: false,
      allowPrivilegedContainer: false,
      allowPrivilegeEscalation: false,
      allowedCapabilities: [],
      seLinuxContext: { type: 'MustRunAs' },
      seccompProfiles: ['runtime/default'],
      volumes: ['configMap', 'hostPath', 'persistentVolumeClaim'],
    };
    expect(sorted(access(props))).toEqual(
      sorted([
        ...account('pccs-sa', 'intel-dcap-pccs'),
        pccs,
        ...account('qgs-sa', 'intel-dcap-qgs'),
        { ...QGS, volumes: ['downwardAPI', 'emptyDir', 'hostPath', 'secret'] },
        ...account('pccs-backup', 'intel-dcap-pccs-backup'),
        backup,
      ]),
    );
  });

  it('let the quote generation service read the authority of PCCS from where it is', () => {
    const volumes = (authority: 'config-map' | 'secret') =>
      access({ pccsOnHostPath: true, authority }).find(
        ({ metadata }) => metadata.name === 'intel-dcap-qgs',
      )?.['volumes'];
    expect(volumes('config-map')).toEqual(['configMap', 'downwardAPI', 'emptyDir', 'hostPath']);
    expect(volumes('secret')).toEqual(['downwardAPI', 'emptyDir', 'hostPath', 'secret']);
  });

  it('with copies of a claim need no constraint of their own', () => {
    const without = access({ pccsOnHostPath: false });
    const [own] = account('pccs-backup', 'unused');
    expect(sorted(access({ pccsOnHostPath: false, backup: true }))).toEqual(
      sorted([...without, own as (typeof without)[number]]),
    );
  });
});
