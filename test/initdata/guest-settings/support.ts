import { stringify } from 'smol-toml';
import {
  GUEST_KEYS,
  type GuestFile,
  type GuestKey,
  type ValueType,
} from '../../../initdata/guest-settings/keys.ts';
import { guestSettingProblems } from '../../../initdata/guest-settings/problems.ts';
import { type Initdata, readInitdata } from '../../../initdata/read.ts';

type Table = { [key: string]: unknown };
export type Files = Record<GuestFile, Table>;

/** A value of each type that the guest takes. */
const GOOD: Readonly<Record<ValueType, unknown>> = {
  text: 'registry.internal',
  texts: ['docker.io'],
  boolean: false,
  integer: 3,
  url: 'https://kbs.internal',
  certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  certificates: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  kbc: 'cc_kbc',
  'kbs-resource': 'kbs:///default/key/one',
  resource: 'kbs:///default/key/one',
  'credential-path': '/run/confidential-containers/cdh/kbs/one',
  'image-policy': '{"default": [{"type": "reject"}], "transports": {}}',
  'key-algorithm': 'RSA-OAEP-256',
  'log-level': 'debug',
  socket: 'unix:///run/confidential-containers/cdh.sock',
};

/** Values of types that the guest cannot make into that of a key. */
export const BAD: Readonly<Record<ValueType, readonly unknown[]>> = {
  ...(Object.fromEntries(
    Object.keys(GOOD).map((type) => [type, [['x'], { x: 'x' }, []]]),
  ) as unknown as Record<ValueType, readonly unknown[]>),
  texts: ['x', 1, true, { x: 'x' }, [['x']], [{}]],
  certificates: ['x', 1, true, { x: 'x' }, [['x']], [{}]],
  boolean: ['maybe', '', ['x'], { x: 'x' }],
  integer: ['many', '', -1, ['x'], { x: 'x' }],
};

/** The table of a path, which is made where it is not there; of a list, its first. */
export function tableAt(files: Files, file: GuestFile, table: string): Table {
  let found: Table = files[file];
  for (const step of table === '' ? [] : table.split('.')) {
    const name = step.replace('[]', '');
    found[name] ??= step.endsWith('[]') ? [{}] : {};
    const next = found[name];
    found = (Array.isArray(next) ? next[0] : next) as Table;
  }
  return found;
}

/** Every key of the table with a value that the guest takes. */
export function allSettings(): Files {
  const files: Files = { 'aa.toml': {}, 'cdh.toml': {} };
  for (const { file, table, key, type } of GUEST_KEYS) tableAt(files, file, table)[key] = GOOD[type];
  return files;
}

/** Initdata with these files, and what else `data` and its surroundings have. */
export function initdataWith(
  files: Partial<Files>,
  data: Record<string, string> = {},
  beside: Table = {},
): string {
  const texts = Object.fromEntries(
    Object.entries(files).flatMap(([name, table]) => (table === undefined ? [] : [[name, stringify(table)]])),
  );
  const policy = { 'policy.rego': 'package agent_policy\n' };
  return stringify({
    algorithm: 'sha384',
    version: '0.1.0',
    ...beside,
    data: { ...policy, ...texts, ...data },
  });
}

/** What is said of it: `severity message`. */
export function told(toml: string): string[] {
  return guestSettingProblems(readable(toml)).map(({ severity, message }) => `${severity} ${message}`);
}

function readable(toml: string): Initdata {
  const initdata = readInitdata(toml);
  if (initdata.faults.length > 0) throw new Error(initdata.faults.join());
  return initdata;
}

/** A row in words, for the name of a test. */
export function rowName({ file, table, key }: GuestKey): string {
  return `${file} ${table} ${key}`;
}
