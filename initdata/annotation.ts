/** Annotation of a pod that hands initdata to its confidential VM: TOML, gzip, base64 (document section 3.6). */
export const INITDATA_ANNOTATION = 'io.katacontainers.config.hypervisor.cc_init_data';
