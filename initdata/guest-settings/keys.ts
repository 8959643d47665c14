/** Files of initdata that a program of the guest reads as its configuration. */
export const GUEST_PROGRAMS = {
  'aa.toml': 'attestation agent',
  'cdh.toml': 'confidential data hub',
} as const;
export type GuestFile = keyof typeof GUEST_PROGRAMS;

/** What initdata may hold; the agent writes out the first two, and takes the third as its policy (src/agent/src/initdata.rs). */
export const INITDATA_FILES = [...Object.keys(GUEST_PROGRAMS), 'policy.rego'] as readonly string[];

/** Releases of the guest components: that of OpenShift sandboxed containers 1.12, and that of 1.13. */
export type GuestRelease = '0.17' | '0.20';

/** What a value is to be, from which follow the types that a program takes and what may be shown of it. */
export type ValueType =
  | 'text'
  | 'texts'
  | 'boolean'
  | 'integer'
  | 'url'
  | 'certificate'
  | 'certificates'
  | 'kbc'
  | 'kbs-resource'
  | 'resource'
  | 'credential-path'
  | 'image-policy'
  | 'key-algorithm'
  | 'log-level'
  | 'socket';

/** A key that a program of the guest reads. */
export interface GuestKey {
  readonly file: GuestFile;
  /** `image.image_pull_proxy`, or empty for the top of the file; `[]` stands behind what is a list of tables. */
  readonly table: string;
  readonly key: string;
  readonly type: ValueType;
  /** Where its table is and it is not, the program refuses the file. */
  readonly required?: true;
  /** The release that reads it first; earlier ones pass over it. */
  readonly since?: GuestRelease;
}

type More = Pick<GuestKey, 'required' | 'since'>;
type Row = readonly [key: string, type: ValueType, more?: More];

const required = { required: true } as const;
const since20 = { since: '0.20' } as const;

function rows(file: GuestFile, table: string, ...keys: readonly Row[]): GuestKey[] {
  return keys.map(([key, type, more]) => ({ file, table, key, type, ...more }));
}

/**
 * Every key of the two files (confidential-containers/guest-components v0.17.0 and v0.20.0:
 * attestation-agent/attestation-agent/src/config, confidential-data-hub/hub/src/config.rs, image-rs/src/config.rs and
 * image-rs/src/registry/mod.rs). No struct there denies unknown fields: what is not in this table is passed over without
 * a word, and what is required or of another type makes the program end.
 */
export const GUEST_KEYS: readonly GuestKey[] = [
  ...rows('aa.toml', 'token_configs.coco_as', ['url', 'url', required]),
  ...rows(
    'aa.toml',
    'token_configs.kbs',
    ['url', 'url', required],
    ['cert', 'certificate'],
    ['tee_key_algorithm', 'key-algorithm', since20],
  ),
  ...rows('aa.toml', 'eventlog_config', ['init_pcr', 'integer'], ['enable_eventlog', 'boolean']),
  ...rows('aa.toml', 'log', ['level', 'log-level', since20]),
  ...rows('cdh.toml', '', ['socket', 'socket'], ['skip_sealed_secret_verification', 'boolean', since20]),
  // `url` has a default of an empty text, which only a kbc without a service can do with; see `kbcProblems`.
  ...rows('cdh.toml', 'kbc', ['name', 'kbc', required], ['url', 'url'], ['kbs_cert', 'certificate']),
  ...rows(
    'cdh.toml',
    'credentials[]',
    ['resource_uri', 'kbs-resource', required],
    ['path', 'credential-path', required],
  ),
  ...rows('cdh.toml', 'log', ['level', 'log-level', since20]),
  ...rows(
    'cdh.toml',
    'image',
    ['work_dir', 'text'],
    ['image_security_policy_uri', 'resource'],
    ['image_security_policy', 'image-policy'],
    ['sigstore_config_uri', 'resource'],
    ['sigstore_config', 'text'],
    ['authenticated_registry_credentials_uri', 'resource'],
    ['registry_configuration_uri', 'resource'],
    ['max_concurrent_layer_downloads_per_image', 'integer'],
    ['extra_root_certificates', 'certificates'],
  ),
  ...rows(
    'cdh.toml',
    'image.image_pull_proxy',
    ['https_proxy', 'text'],
    ['http_proxy', 'text'],
    ['no_proxy', 'text'],
  ),
  ...rows('cdh.toml', 'image.registry_config', ['unqualified-search-registries', 'texts']),
  ...rows(
    'cdh.toml',
    'image.registry_config.registry[]',
    ['prefix', 'text'],
    ['location', 'text'],
    ['insecure', 'boolean'],
    ['blocked', 'boolean'],
  ),
  ...rows(
    'cdh.toml',
    'image.registry_config.registry[].mirror[]',
    ['location', 'text', required],
    ['insecure', 'boolean'],
  ),
];

/** A table as a person writes its name: `[image]`, `[[credentials]]`; the top of the file is empty. */
export function tableName(table: string): string {
  if (table === '') return '';
  const path = table.replaceAll('[]', '');
  return table.endsWith('[]') ? `[[${path}]]` : `[${path}]`;
}

/** A key with its table and file: `cdh.toml [kbc] url`. */
export function keyName({ file, table, key }: Pick<GuestKey, 'file' | 'table' | 'key'>): string {
  return [file, tableName(table), key].filter((part) => part !== '').join(' ');
}
