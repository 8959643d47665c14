import { INITDATA_ANNOTATION, OLDER_INITDATA_ANNOTATION, POLICY_ANNOTATION } from './annotation.ts';

/** What the runtime takes for an annotation: a form (Go `strconv`), or one of some words. With another, it makes no VM. */
export type AnnotationValue = 'text' | 'boolean' | 'integer' | 'number' | readonly string[];

/** Releases of Kata: that of OpenShift sandboxed containers 1.12, and that of 1.13. */
export type KataRelease = '3.25' | '3.31';

/** An annotation of a pod that Kata's runtime reads. */
export interface KataAnnotation {
  readonly name: string;
  readonly value: AnnotationValue;
  /**
   * The one release that knows it.
   * @default - both
   */
  readonly only?: KataRelease;
}

/** Below it are settings that a configuration has to enable one by one. */
export const HYPERVISOR_PREFIX = 'io.katacontainers.config.hypervisor.';
const RUNTIME_PREFIX = 'io.katacontainers.config.runtime.';
const AGENT_PREFIX = 'io.katacontainers.config.agent.';

/**
 * What the confidential configurations enable of those (kata-containers 3.25.0 and 3.31.0 src/runtime/Makefile,
 * DEFENABLEANNOTATIONS_COCO; for GPUs the same). An entry enables each name that it occurs in
 * (src/runtime/pkg/oci/utils.go, `regexpContains`); with any other annotation there, the runtime makes no VM.
 */
const ENABLED: Readonly<Record<KataRelease, readonly string[]>> = {
  '3.25': [
    'enable_iommu',
    'virtio_fs_extra_args',
    'kernel_params',
    'default_vcpus',
    'default_memory',
    'cc_init_data',
  ],
  '3.31': [
    'enable_iommu',
    'kernel_params',
    'kernel_verity_params',
    'default_vcpus',
    'default_memory',
    'cc_init_data',
  ],
};

/** Releases whose confidential configurations enable an annotation; all of them where none has to. */
export function enablingReleases(name: string): KataRelease[] {
  const releases = Object.keys(ENABLED) as KataRelease[];
  if (!name.startsWith(HYPERVISOR_PREFIX)) return releases;
  const setting = name.slice(HYPERVISOR_PREFIX.length);
  return releases.filter((release) => ENABLED[release].some((entry) => setting.includes(entry)));
}

type Row = readonly [names: string, value?: AnnotationValue, only?: KataRelease];

function rows(prefix: string, ...list: readonly Row[]): KataAnnotation[] {
  return list.flatMap(([names, value = 'text', only]) =>
    names.split(' ').map((name) => ({ name: prefix + name, value, ...(only !== undefined && { only }) })),
  );
}

/**
 * Every annotation that the Go runtime reads from a pod (kata-containers 3.25.0 and 3.31.0,
 * src/runtime/virtcontainers/pkg/annotations/annotations.go, with the types of src/runtime/pkg/oci/utils.go). Those that
 * no confidential configuration enables are here for their names.
 */
export const KATA_ANNOTATIONS: readonly KataAnnotation[] = [
  ...rows(
    HYPERVISOR_PREFIX,
    ['cc_init_data kernel_params virtio_fs_extra_args'],
    ['kernel_verity_params', 'text', '3.31'],
    ['default_memory', 'integer'],
    ['default_vcpus', 'number'],
    ['enable_iommu enable_iommu_platform', 'boolean'],
    ['kernel image initrd path jailer_path firmware firmware_volume kernel_hash image_hash initrd_hash'],
    [
      'hypervisor_hash jailer_hash firmware_hash firmware_volume_hash machine_type machine_accelerators cpu_features',
    ],
    ['disable_vhost_net enable_vhost_user_store disable_image_nvdimm use_legacy_serial', 'boolean'],
    ['vhost_user_store_path guest_hook_path cold_plug_vfio hot_plug_vfio entropy_source default_gpu_model'],
    [
      'vhost_user_reconnect_timeout_sec pcie_root_port pcie_switch_port default_gpus default_max_vcpus',
      'integer',
    ],
    ['memory_slots memory_offset msize_9p virtio_fs_cache_size', 'integer'],
    ['rx_rate_limiter_max_rate tx_rate_limiter_max_rate', 'integer'],
    [
      'enable_virtio_mem enable_mem_prealloc reclaim_guest_freed_memory enable_hugepages enable_guest_swap',
      'boolean',
    ],
    ['file_mem_backend shared_fs virtio_fs_daemon virtio_fs_cache block_device_driver block_device_aio'],
    ['disable_block_device_use enable_iothreads block_device_cache_set block_device_cache_direct', 'boolean'],
    ['block_device_cache_noflush rootless', 'boolean'],
    ['indep_iothreads', 'integer'],
    ['numa_mapping', 'text', '3.31'],
    ['blk_logical_sector_size blk_physical_sector_size', 'integer', '3.31'],
  ),
  ...rows(
    RUNTIME_PREFIX,
    ['disable_guest_seccomp sandbox_cgroup_only disable_new_netns experimental_force_guest_pull', 'boolean'],
    ['create_container_timeout', 'integer'],
    ['internetworking_model', ['default', 'macvtap', 'tcfilter', 'none']],
    ['vfio_mode', ['vfio', 'guest-kernel']],
    ['guest_selinux_label enable_pprof'],
    // No feature is registered, and one that is not ends the start (virtcontainers/experimental/experimental.go).
    ['experimental', []],
  ),
  ...rows(
    AGENT_PREFIX,
    ['policy kernel_modules'],
    ['enable_tracing', 'boolean'],
    ['container_pipe_size', 'integer'],
  ),
  ...rows('io.katacontainers.', ['config_path asset_hash_type'], ['enable_vcpus_pinning', 'boolean']),
  ...rows('io.katacontainers.container.resource.', ['swappiness swap_in_bytes']),
];

const BY_NAME: ReadonlyMap<string, KataAnnotation> = new Map(KATA_ANNOTATIONS.map((one) => [one.name, one]));

/** What is known of an annotation; undefined where no release of Kata reads it. */
export function kataAnnotation(name: string): KataAnnotation | undefined {
  return BY_NAME.get(name);
}

/** Whether the runtime can make of a text what an annotation is. */
export function isValueOf(value: AnnotationValue, text: string): boolean {
  if (typeof value !== 'string') return value.includes(text);
  switch (value) {
    case 'text':
      return true;
    case 'boolean':
      return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text);
    case 'integer':
      return /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;
    case 'number':
      return /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) && Math.fround(Number(text)) < Infinity;
  }
}

/** Annotations with a rule of their own. */
export const OWN_RULES: ReadonlySet<string> = new Set([
  INITDATA_ANNOTATION,
  OLDER_INITDATA_ANNOTATION,
  POLICY_ANNOTATION,
]);
