import {
  GUEST_KEYS,
  GUEST_PROGRAMS,
  type GuestFile,
  type GuestKey,
  tableName,
  type ValueType,
} from './keys.ts';

/** What a value has to be, in words. */
const WORDS: Readonly<Record<ValueType, string>> = {
  text: 'text',
  texts: 'list of texts',
  boolean: 'true or false',
  integer: 'number from 0 on',
  url: 'https:// URL',
  certificate: 'certificate, PEM',
  certificates: 'list of certificates, PEM, one each',
  kbc: 'cc_kbc; offline_fs_kbc reads the guest image',
  'kbs-resource': 'kbs:///repository/type/tag',
  resource: 'kbs:///repository/type/tag, or file:///path in the guest image',
  'credential-path': 'path below /run/confidential-containers/cdh/kbs/',
  'image-policy': 'image signature policy, JSON',
  'key-algorithm': 'ECDH-ES+A256KW-P256, ECDH-ES+A256KW-P521 or RSA-OAEP-256',
  'log-level': 'error, warn, info, debug or trace',
  socket: 'unix:///run/confidential-containers/cdh.sock, its default',
};

/** The page about the settings of the guest (docs/guest-settings.md), made from the table of keys. */
export function guestSettingsReference(): string {
  const files = Object.keys(GUEST_PROGRAMS) as GuestFile[];
  return [
    '# Settings of the guest',
    '',
    'Every key that the programs of the guest read in the files of initdata, in the guest components of OpenShift',
    'sandboxed containers 1.12 (0.17) and 1.13 (0.20). A key that is not here is passed over without a word; so is one in',
    'another table. One that is required and missing, or of another type, makes the program end, and the pod does not',
    'start. `check`, `workload` and the commands about initdata judge by this table, from which this page is made.',
    '',
    'Beside these files, `data` may have `policy.rego`, the policy of the Kata agent ([trust.md](trust.md)). Other names',
    'only count for the digest. In TOML a key belongs to the table that stands before it: those of `[image]` go above',
    '`[image.image_pull_proxy]`.',
    '',
    ...files.flatMap((file) => [
      `## ${file}`,
      '',
      `For the ${GUEST_PROGRAMS[file]}.`,
      '',
      '| table | key | value | |',
      '|---|---|---|---|',
      ...GUEST_KEYS.filter((row) => row.file === file).map(line),
      '',
    ]),
  ].join('\n');
}

function line({ table, key, type, required, since }: GuestKey): string {
  const notes = [
    ...(required === undefined ? [] : ['required']),
    ...(since === undefined ? [] : [`from ${since} on`]),
  ];
  const place = table === '' ? '' : `\`${tableName(table)}\``;
  return `| ${place} | \`${key}\` | ${WORDS[type]} | ${notes.join(', ')} |`;
}
