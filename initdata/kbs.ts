import type { Initdata, TomlTable } from './read.ts';

/** What one program of the guest is told of the key broker service (KBS). */
export interface KbsClient {
  readonly program: 'attestation agent' | 'confidential data hub';
  /** Its file and the key of the URL. */
  readonly key: string;
  readonly url?: string;
  /** PEM. */
  readonly certificate?: string;
}

/** Both programs, as far as the initdata has their files (document section 3.6). */
export function kbsClients({ attestationAgent, confidentialDataHub }: Initdata): KbsClient[] {
  return [
    ...(attestationAgent === undefined
      ? []
      : [client('attestation agent', attestationAgent, 'aa.toml', ['token_configs', 'kbs'], 'cert')]),
    ...(confidentialDataHub === undefined
      ? []
      : [client('confidential data hub', confidentialDataHub, 'cdh.toml', ['kbc'], 'kbs_cert')]),
  ];
}

function client(
  program: KbsClient['program'],
  table: TomlTable,
  file: string,
  section: readonly string[],
  certificateKey: string,
): KbsClient {
  const stated = textIn(table, [...section, 'url']);
  // Without a service there is nothing to state; the program itself writes it so.
  const isOffline = textIn(table, [...section, 'name']) === 'offline_fs_kbc';
  const url = stated === '' && isOffline ? undefined : stated;
  const certificate = textIn(table, [...section, certificateKey]);
  return {
    program,
    key: `${file} [${section.join('.')}] url`,
    ...(url !== undefined && { url }),
    ...(certificate !== undefined && { certificate }),
  };
}

/** What is wrong with a URL of the KBS: nothing encrypts it, it carries a secret, or it is none. */
export type UrlFault = 'credentials' | 'http' | 'other';

/** Judges the URL of a client. */
export function urlFault(text: string): UrlFault | undefined {
  const { protocol, username, password } = URL.canParse(text)
    ? new URL(text)
    : { protocol: '', username: '', password: '' };
  if (username !== '' || password !== '') return 'credentials';
  if (protocol === 'https:') return undefined;
  return protocol === 'http:' ? 'http' : 'other';
}

/** How the guest pulls images: `[image]` of the confidential data hub. */
export interface ImageSettings {
  /** KBS resource with the image signature policy. */
  readonly securityPolicy?: string;
  /** KBS resource with the credentials for registries. */
  readonly registryCredentials?: string;
  /** Certificates that are trusted for registries, PEM; one each. */
  readonly registryCertificates: readonly string[];
}

/**
 * The settings for image pulls that are known here (guest-components, confidential-data-hub/example.config.toml).
 */
export function imageSettings({ confidentialDataHub }: Initdata): ImageSettings {
  const image = confidentialDataHub ?? {};
  const securityPolicy = textIn(image, ['image', 'image_security_policy_uri']);
  const registryCredentials = textIn(image, ['image', 'authenticated_registry_credentials_uri']);
  const certificates = memberOf(memberOf(image, 'image'), 'extra_root_certificates');
  return {
    ...(securityPolicy !== undefined && { securityPolicy }),
    ...(registryCredentials !== undefined && { registryCredentials }),
    registryCertificates: Array.isArray(certificates)
      ? certificates.filter((one): one is string => typeof one === 'string')
      : [],
  };
}

function textIn(table: TomlTable, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(memberOf, table);
  return typeof value === 'string' ? value : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  const isTable = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isTable ? (value as TomlTable)[key] : undefined;
}
