import { readCertificates } from './certificates.ts';
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

/** What the guest programs know of a setting, and what a person may see of it. */
const KNOWN: Readonly<Record<string, (value: unknown) => string>> = {
  'aa.toml token_configs.coco_as.url': showUrl,
  'aa.toml token_configs.kbs.url': showUrl,
  'aa.toml token_configs.kbs.cert': showCertificates,
  'cdh.toml socket': showIf(/^(?:unix|vsock):\/\/[\w./:-]{1,200}$/),
  'cdh.toml credentials': (value) => (Array.isArray(value) && value.length === 0 ? 'none' : HIDDEN),
  'cdh.toml kbc.name': showIf(/^(?:cc_kbc|offline_fs_kbc)$/),
  'cdh.toml kbc.url': showUrl,
  'cdh.toml kbc.kbs_cert': showCertificates,
  'cdh.toml image.image_security_policy_uri': showIf(/^(?:kbs|file):\/\/\/[\w./-]{1,300}$/),
  'cdh.toml image.authenticated_registry_credentials_uri': showIf(/^(?:kbs|file):\/\/\/[\w./-]{1,300}$/),
  'cdh.toml image.extra_root_certificates': (value) =>
    Array.isArray(value) ? value.map(showCertificates).join('; ') : HIDDEN,
};

const HIDDEN = 'set, and not shown: it is not what is expected there';

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
    const show = Object.hasOwn(KNOWN, id) ? KNOWN[id] : undefined;
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
