/** Namespace of the OpenShift sandboxed containers operator (document section 2.3). */
export const SANDBOXED_CONTAINERS_NAMESPACE = 'openshift-sandboxed-containers-operator';
