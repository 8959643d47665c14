import { STDIN } from '../../manifests/find-files.ts';
import { judgedBy, type Purpose, typed } from '../../manifests/purpose/purpose.ts';
import type { Finding } from '../../validation/finding.ts';
import { isJsonObject, type JsonObject } from '../../validation/json.ts';
import { valueAt } from '../../validation/json-pointer.ts';

/** What SOPS keeps at the root of a document beside the values that it has encrypted (getsops/sops stores/stores.go). */
const METADATA = 'sops';

/** Whether SOPS has encrypted values of a document. Flux, and the tools of Argo CD, decrypt it before a server gets it. */
export function isEncrypted(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const metadata = value[METADATA];
  return (
    isJsonObject(metadata) &&
    ['mac', 'lastmodified', 'version'].some((key) => typeof metadata[key] === 'string')
  );
}

/** The object of a document without what SOPS has added. */
export function withoutMetadata(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const { [METADATA]: _, ...rest } = value;
  return Object.assign(Object.create(null), rest);
}

/** Whether it is known what an object with encrypted values is. */
export function hasOpenKind(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    [value['apiVersion'], value['kind']].every((text) => typeof text === 'string' && !isCipher(text))
  );
}

/** What is found in an object apart from what is encrypted: of that nobody knows what it will be. */
export function onOpenValues(findings: readonly Finding[], value: unknown): Finding[] {
  return findings.filter(({ rule, path }) => {
    return rule === 'api/unknown-field' || !holdsCipher(valueAt(value as JsonObject, path), 0);
  });
}

/** Deeper than any object that is judged has a finding of its own. */
const DEEPEST = 1000;

function holdsCipher(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isCipher(value);
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => holdsCipher(member, depth + 1));
}

function isCipher(text: string): boolean {
  return /^ENC\[[A-Z0-9_]{1,40},data:/.test(text);
}

/** Why encrypted values are not judged, and how they are. */
export function encryptedBySops(file: string): Purpose {
  return {
    rule: 'check/encrypted',
    what: 'object with values encrypted by SOPS',
    message: 'Values are encrypted by SOPS, and are not judged.',
    fix: judgedBy(`sops -d ${file === STDIN ? 'FILE' : typed(file)}`),
  };
}
