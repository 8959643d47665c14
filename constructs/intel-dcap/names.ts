/** Namespace of the Intel remote attestation services (document section 3.2). */
export const DCAP_NAMESPACE = 'intel-dcap';

/** Service accounts of the document. They stand in the pod templates: `oc set serviceaccount` afterwards would be drift. */
export const PCCS_SERVICE_ACCOUNT = 'pccs-sa';
export const QGS_SERVICE_ACCOUNT = 'qgs-sa';

/** Not of the document: account of the pods that copy the PCCS database. */
export const BACKUP_SERVICE_ACCOUNT = 'pccs-backup';

/** SecurityContextConstraints, cluster-scoped, hence with the namespace in the name. */
export const PCCS_SCC = 'intel-dcap-pccs';
export const QGS_SCC = 'intel-dcap-qgs';
export const BACKUP_SCC = 'intel-dcap-pccs-backup';

/** Service of PCCS: its name is also its address, since both services share a namespace. */
export const PCCS_SERVICE = 'pccs-service';
export const PCCS_PORT = 8042;
export const PCCS_URL = `https://${PCCS_SERVICE}:${PCCS_PORT}`;

/** Label of the nodes whose CPU can make TDX quotes (NodeFeatureRule `consolidated-hardware-features`). */
export const TDX_LABEL = 'intel.feature.node.kubernetes.io/tdx';
export const SGX_LABEL = 'intel.feature.node.kubernetes.io/sgx';
