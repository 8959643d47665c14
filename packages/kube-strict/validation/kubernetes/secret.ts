import { isJsonObject, type Json } from '../../ground/json.ts';
import { checkSize, decodedBytes } from './config-map.ts';
import type { Part } from './part.ts';
import { checkMemberName } from './resources.ts';
import { configKey } from './texts.ts';

const ACCOUNT = 'kubernetes.io/service-account.name';

/** What secrets of a type must have. No message may show a value. */
const TYPES: Readonly<Record<string, (secret: Part) => void>> = {
  'kubernetes.io/basic-auth': (secret) => {
    if (!has(secret, 'username') && !has(secret, 'password'))
      secret.at('data', 'username').require('is required for this type of secret, or password');
  },
  'kubernetes.io/dockercfg': (secret) => checkJson(secret, '.dockercfg'),
  'kubernetes.io/dockerconfigjson': (secret) => checkJson(secret, '.dockerconfigjson'),
  'kubernetes.io/service-account-token': (secret) => {
    secret.at('metadata', 'annotations', ACCOUNT).requireText('is required for this type of secret');
  },
  'kubernetes.io/ssh-auth': (secret) => {
    if (bytesOf(secret, 'ssh-privatekey') === 0) requireKey(secret, 'ssh-privatekey');
  },
  'kubernetes.io/tls': (secret) => {
    for (const key of ['tls.crt', 'tls.key']) if (!has(secret, key)) requireKey(secret, key);
  },
};

/** What pods must keep to themselves (k8s.io/kubernetes pkg/apis/core/validation, ValidateSecret). */
export function checkSecret(secret: Part): void {
  const keys = new Set<string>();
  for (const field of ['data', 'stringData']) {
    for (const [key, value] of secret.at(field).members) {
      checkMemberName(key, value, configKey);
      keys.add(key);
    }
  }
  let bytes = 0;
  for (const key of keys) bytes += bytesOf(secret, key);
  checkSize(secret, bytes);
  TYPES[secret.at('type').text]?.(secret);
}

function has(secret: Part, key: string): boolean {
  return secret.at('stringData', key).exists || secret.at('data', key).exists;
}

/** The text of a key wins over its bytes. */
function bytesOf(secret: Part, key: string): number {
  const text = secret.at('stringData', key);
  return text.exists ? Buffer.byteLength(text.text) : decodedBytes(secret.at('data', key).text);
}

function requireKey(secret: Part, key: string): void {
  secret.at('data', key).require('is required for this type of secret');
}

function checkJson(secret: Part, key: string): void {
  const [text, data] = [secret.at('stringData', key), secret.at('data', key)];
  if (!text.exists && !data.exists) requireKey(secret, key);
  else if (!isObjectOfJson(text.exists ? text.text : Buffer.from(data.text, 'base64').toString()))
    (text.exists ? text : data).add('api/format', 'Expected an object of JSON, found something else.');
}

function isObjectOfJson(text: string): boolean {
  try {
    const value = JSON.parse(text) as Json;
    return value === null || isJsonObject(value);
  } catch {
    return false;
  }
}
