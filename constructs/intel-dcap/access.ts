import { KubeRole, KubeRoleBinding, KubeServiceAccount } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { SecurityContextConstraints } from '../../imports/security-context-constraints-security.openshift.io.ts';
import {
  BACKUP_SCC,
  BACKUP_SERVICE_ACCOUNT,
  DCAP_NAMESPACE,
  PCCS_SCC,
  PCCS_SERVICE_ACCOUNT,
  QGS_SCC,
  QGS_SERVICE_ACCOUNT,
} from './names.ts';

export interface DcapAccessProps {
  /** Whether PCCS keeps its database on the node, which takes a host path and a privileged init container. */
  readonly pccsOnHostPath: boolean;
  /**
   * Whether the database is copied to a claim.
   * @default false
   */
  readonly backup?: boolean;
  /**
   * What the quote generation service gets the authority of PCCS from.
   * @default - none
   */
  readonly authority?: 'config-map' | 'secret' | undefined;
}

interface Rights {
  readonly serviceAccount: string;
  readonly scc: string;
  readonly privileged: boolean;
  readonly hostNetwork: boolean;
  readonly capabilities: readonly string[];
  readonly volumes: readonly string[];
}

/**
 * Service accounts of the attestation services, and for each a SecurityContextConstraints of its own.
 *
 * The document binds both accounts to `privileged`, which also lets them use the host's IPC and PIDs, any capability
 * and any volume. Two containers do need to be privileged (the one that labels host files and the one that writes UEFI
 * variables); the rest is cut to what the pods use. None is bound to a group, and no pod gets an API token.
 */
export class DcapAccess extends Construct {
  constructor(scope: Construct, id: string, props: DcapAccessProps) {
    super(scope, id);
    const { pccsOnHostPath, backup = false, authority } = props;
    this.grant({
      serviceAccount: PCCS_SERVICE_ACCOUNT,
      scc: PCCS_SCC,
      privileged: pccsOnHostPath,
      hostNetwork: false,
      capabilities: ['DAC_OVERRIDE', 'SETGID', 'SETUID'],
      volumes: [
        'secret',
        ...(pccsOnHostPath ? ['hostPath'] : []),
        ...(backup || !pccsOnHostPath ? ['persistentVolumeClaim'] : []),
      ],
    });
    this.grant({
      serviceAccount: QGS_SERVICE_ACCOUNT,
      scc: QGS_SCC,
      privileged: true,
      hostNetwork: true,
      capabilities: ['LINUX_IMMUTABLE'],
      volumes: [
        ...(authority === 'config-map' ? ['configMap'] : []),
        'downwardAPI',
        'emptyDir',
        'hostPath',
        ...(authority === 'secret' ? ['secret'] : []),
      ],
    });
    if (backup && pccsOnHostPath) {
      this.grant({
        serviceAccount: BACKUP_SERVICE_ACCOUNT,
        scc: BACKUP_SCC,
        privileged: false,
        hostNetwork: false,
        capabilities: [],
        volumes: ['configMap', 'hostPath', 'persistentVolumeClaim'],
      });
    } else if (backup) {
      // It gets by with `restricted-v2`, which every account may use.
      this.account(BACKUP_SERVICE_ACCOUNT);
    }
  }

  private account(name: string): Construct {
    const account = new Construct(this, name);
    new KubeServiceAccount(account, 'account', {
      metadata: { name, namespace: DCAP_NAMESPACE },
      automountServiceAccountToken: false,
    });
    return account;
  }

  private grant(rights: Rights): void {
    const account = this.account(rights.serviceAccount);
    new SecurityContextConstraints(account, 'scc', constraints(rights));
    const roleName = `use-scc-${rights.scc}`;
    new KubeRole(account, 'role', {
      metadata: { name: roleName, namespace: DCAP_NAMESPACE },
      rules: [
        {
          apiGroups: ['security.openshift.io'],
          resources: ['securitycontextconstraints'],
          resourceNames: [rights.scc],
          verbs: ['use'],
        },
      ],
    });
    new KubeRoleBinding(account, 'role-binding', {
      metadata: { name: roleName, namespace: DCAP_NAMESPACE },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
      subjects: [{ kind: 'ServiceAccount', name: rights.serviceAccount, namespace: DCAP_NAMESPACE }],
    });
  }
}

function constraints(rights: Rights) {
  return {
    metadata: { name: rights.scc },
    allowHostDirVolumePlugin: rights.volumes.includes('hostPath'),
    allowHostIpc: false,
    allowHostNetwork: rights.hostNetwork,
    allowHostPid: false,
    allowHostPorts: false,
    allowPrivilegedContainer: rights.privileged,
    allowPrivilegeEscalation: rights.privileged,
    allowedCapabilities: [...rights.capabilities],
    defaultAddCapabilities: [],
    requiredDropCapabilities: ['ALL'],
    // Required by the schema and nullable; 0 is what null means, and cdk8s drops nulls.
    priority: 0,
    readOnlyRootFilesystem: false,
    runAsUser: { type: 'RunAsAny' },
    seLinuxContext: { type: rights.privileged ? 'RunAsAny' : 'MustRunAs' },
    fsGroup: { type: 'MustRunAs' },
    supplementalGroups: { type: 'RunAsAny' },
    seccompProfiles: rights.privileged ? ['*'] : ['runtime/default'],
    groups: [],
    users: [],
    volumes: [...rights.volumes].sort(),
  };
}
