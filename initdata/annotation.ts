/** Annotation of a pod that hands initdata to its confidential VM: TOML, gzip, base64 (document section 3.6). */
export const INITDATA_ANNOTATION = 'io.katacontainers.config.hypervisor.cc_init_data';

/** All keys and values of annotations of an object together (k8s.io/apimachinery pkg/api/validation/objectmeta.go). */
export const ANNOTATIONS_BYTES = 256 * 1024;
