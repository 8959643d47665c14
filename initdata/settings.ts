import { readCertificates } from './certificates.ts';
import { GUEST_KEYS, type ValueType } from './guest-settings/keys.ts';
import { KBCS } from './guest-settings/value-rules.ts';
import { urlFault } from './kbs.ts';
import type { Initdata, TomlTable } from './read.ts';

/** A value in a file of initdata. */
export interface Setting {
  readonly file: string;
  /** `[kbc] url` */
  readonly key: string;
  /** As it stands there, to be compared; it may be a secret, and is never printed. */
  readonly value: string;
  /** What may be printed of it; undefined where the setting is not known here. */
  readonly shown?: string;
}

const HIDDEN = 'set, and not shown: it is not what is expected there';

/** What a person may see of a value of each type; undefined where it could be a secret. */
const SHOWN: Readonly<Record<ValueType, ((value: unknown) => string) | undefined>> = {
  url: showUrl,
  certificate: showCertificates,
  certificates: (value) => (Array.isArray(value) ? value.map(showCertificates).join('; ') : HIDDEN),
  kbc: showIf(new RegExp(`^(?:${KBCS.join('|')})$`)),
  'kbs-resource': showIf(/^kbs:\/\/\/[\w./-]{1,300}$/),
  resource: showIf(/^(?:kbs|file):\/\/\/[\w./-]{1,300}$/),
  socket: showIf(/^(?:unix|vsock):\/\/[\w./:-]{1,200}$/),
  boolean: (value) => (typeof value === 'boolean' ? String(value) : HIDDEN),
  integer: (value) => (typeof value === 'number' ? String(value) : HIDDEN),
  'log-level': showIf(/^(?:off|error|warn|info|debug|trace)$/),
  'key-algorithm': showIf(/^[A-Z0-9+-]{1,30}$/),
  'image-policy': () => 'set, and not shown',
  // A proxy may have a password.
  text: undefined,
  texts: undefined,
  'credential-path': undefined,
};

/** The settings that are known here by name. Tables in lists are one setting. */
const KNOWN: ReadonlyMap<string, (value: unknown) => string> = new Map([
  ...GUEST_KEYS.flatMap((row): [string, (value: unknown) => string][] => {
    const show = SHOWN[row.type];
    const path = [row.table, row.key].filter((part) => part !== '').join('.');
    return show === undefined || row.table.includes('[]') ? [] : [[`${row.file} ${path}`, show]];
  }),
  [
    'cdh.toml credentials',
    (value) => (Array.isArray(value) && value.length === 0 ? 'an empty list' : HIDDEN),
  ],
]);

/** Every setting of the two programs, in the order of the files, those that are not known here among them. */
export function settingsOf({ attestationAgent, confidentialDataHub }: Initdata): Setting[] {
  return [
    ...settingsIn('aa.toml', [], attestationAgent ?? {}),
    ...settingsIn('cdh.toml', [], confidentialDataHub ?? {}),
  ];
}

function settingsIn(file: string, path: readonly string[], table: TomlTable): Setting[] {
  return Object.entries(table).flatMap(([name, value]): Setting[] => {
    const here = [...path, name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return settingsIn(file, here, value as TomlTable);
    }
    const id = `${file} ${here.join('.')}`;
    const show = KNOWN.get(id);
    const section = path.length === 0 ? '' : `[${path.join('.')}] `;
    return [
      {
        file,
        key: `${section}${name}`,
        value: JSON.stringify(value),
        ...(show !== undefined && { shown: show(value) }),
      },
    ];
  });
}

function showIf(pattern: RegExp): (value: unknown) => string {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : HIDDEN);
}

/** A URL without what may be a secret in it: user, password, query and fragment. */
function showUrl(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value)) return HIDDEN;
  if (!['http:', 'https:'].includes(new URL(value).protocol)) return HIDDEN;
  const { protocol, host, pathname } = new URL(value);
  const shown = `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
  return urlFault(value) === 'credentials' ? `${shown} (its user and password are not shown)` : shown;
}

function showCertificates(value: unknown): string {
  const certificates = typeof value === 'string' ? readCertificates(value) : undefined;
  if (certificates === undefined) return HIDDEN;
  return certificates
    .map(({ subject, validTo, fingerprint256 }) => {
      const until = new Date(Date.parse(validTo)).toISOString().slice(0, 10);
      return `${(subject || 'no subject').replaceAll('\n', ', ')}, valid until ${until}, SHA-256 ${fingerprint256}`;
    })
    .join('; ');
}
