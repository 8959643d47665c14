import { KubeRole, KubeRoleBinding, KubeServiceAccount } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { SecurityContextConstraints } from '../../imports/security-context-constraints-security.openshift.io.ts';
import { ENCRYPTED_VOLUME_SCC } from './encrypted-volume.ts';

export interface EncryptedVolumeAccessProps {
  /** The workloads, by namespace and name; each gets a service account of its name. */
  readonly workloads: readonly { readonly namespace: string; readonly name: string }[];
}

/**
 * What lets pods with an encrypted volume be privileged: a service account each, and one SecurityContextConstraints.
 *
 * Privileged is what the document prescribes (section 3.9.1), and it means the VM: the node is outside of it. Admission
 * cannot tell, so that constraints have to allow it. Those of the document's world, `privileged`, would allow the host's
 * network, process IDs and paths as well; these do not.
 */
export class EncryptedVolumeAccess extends Construct {
  constructor(scope: Construct, id: string, { workloads }: EncryptedVolumeAccessProps) {
    super(scope, id);
    new SecurityContextConstraints(this, 'scc', constraints());
    for (const namespace of new Set(workloads.map((workload) => workload.namespace))) {
      const names = workloads.filter((workload) => workload.namespace === namespace).map(({ name }) => name);
      this.grant(namespace, names);
    }
  }

  private grant(namespace: string, accounts: readonly string[]): void {
    const scope = new Construct(this, `namespace-${namespace}`);
    for (const name of accounts) {
      new KubeServiceAccount(scope, `account-${name}`, {
        metadata: { name, namespace },
        automountServiceAccountToken: false,
      });
    }
    const roleName = `use-scc-${ENCRYPTED_VOLUME_SCC}`;
    new KubeRole(scope, 'role', {
      metadata: { name: roleName, namespace },
      rules: [
        {
          apiGroups: ['security.openshift.io'],
          resources: ['securitycontextconstraints'],
          resourceNames: [ENCRYPTED_VOLUME_SCC],
          verbs: ['use'],
        },
      ],
    });
    new KubeRoleBinding(scope, 'role-binding', {
      metadata: { name: roleName, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
      subjects: accounts.map((name) => ({ kind: 'ServiceAccount', name, namespace })),
    });
  }
}

function constraints() {
  return {
    metadata: { name: ENCRYPTED_VOLUME_SCC },
    allowHostDirVolumePlugin: false,
    allowHostIpc: false,
    allowHostNetwork: false,
    allowHostPid: false,
    allowHostPorts: false,
    allowPrivilegedContainer: true,
    allowPrivilegeEscalation: true,
    allowedCapabilities: [],
    defaultAddCapabilities: [],
    requiredDropCapabilities: ['ALL'],
    // Required by the schema and nullable; 0 is what null means, and cdk8s drops nulls.
    priority: 0,
    readOnlyRootFilesystem: false,
    runAsUser: { type: 'RunAsAny' },
    seLinuxContext: { type: 'RunAsAny' },
    fsGroup: { type: 'RunAsAny' },
    supplementalGroups: { type: 'RunAsAny' },
    seccompProfiles: ['*'],
    groups: [],
    users: [],
    volumes: ['emptyDir', 'persistentVolumeClaim'],
  };
}
