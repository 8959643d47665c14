/** Annotation of a pod that hands initdata to its confidential VM: TOML, gzip, base64 (document section 3.6). */
export const INITDATA_ANNOTATION = 'io.katacontainers.config.hypervisor.cc_init_data';

/**
 * Its name up to Kata 3.19 (kata-containers src/runtime/virtcontainers/pkg/annotations/annotations.go). Later runtimes
 * pass over it: the VM starts without initdata.
 */
export const OLDER_INITDATA_ANNOTATION = 'io.katacontainers.config.runtime.cc_init_data';

/**
 * An agent policy, Rego in base64, which the runtime sends to the agent as SetPolicyRequest before anything else
 * (kata-containers src/runtime/virtcontainers/kata_agent.go, `startSandbox`).
 */
export const POLICY_ANNOTATION = 'io.katacontainers.config.agent.policy';

/** Memory of a VM in MiB, in place of that of the configuration. */
export const MEMORY_ANNOTATION = 'io.katacontainers.config.hypervisor.default_memory';

/** All keys and values of annotations of an object together (k8s.io/apimachinery pkg/api/validation/objectmeta.go). */
export const ANNOTATIONS_BYTES = 256 * 1024;
