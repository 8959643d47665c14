import { isJsonObject, type JsonObject } from '../ground/json.ts';
import { valueAt } from '../ground/json-pointer.ts';
import { STDIN } from '../manifests/find-files.ts';
import { type Purpose, typed } from '../manifests/purpose/purpose.ts';
import type { Finding } from '../validation/finding.ts';

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
    [value['apiVersion'], value['kind']].every((text) => typeof text === 'string' && isPlain(text))
  );
}

/**
 * What is found in an object apart from values that are not those that a server gets: of them nobody knows what they will be.
 *
 * @param isOpen whether a text stays as it is
 */
export function onOpenValues(
  findings: readonly Finding[],
  value: unknown,
  isOpen: (text: string) => boolean,
): Finding[] {
  return findings.filter(({ rule, path }) => {
    const found = valueAt(value as JsonObject, path);
    if (rule === 'api/unknown-field') return true;
    // A rule of the server on a whole can hang on any part of it.
    return rule.startsWith('api/')
      ? !holdsOther(found, isOpen, 0)
      : typeof found !== 'string' || isOpen(found);
  });
}

/** Deeper than any object that is judged has a finding of its own. */
const DEEPEST = 1000;

function holdsOther(value: unknown, isOpen: (text: string) => boolean, depth: number): boolean {
  if (typeof value === 'string') return !isOpen(value);
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => holdsOther(member, isOpen, depth + 1));
}

/** Whether a text is no cipher of SOPS. */
export function isPlain(text: string): boolean {
  return !/^ENC\[[A-Z0-9_]{1,40},data:/.test(text);
}

/** Whether a text has no variable of Flux (fluxcd/pkg envsubst). */
export function isWithoutVariable(text: string): boolean {
  return !/\$\{[A-Za-z_]/.test(text);
}

/** Why variables are not judged, and how they are. */
export function filledByFlux(): Purpose {
  return {
    rule: 'check/flux',
    what: 'object with variables of Flux',
    message: 'Flux fills in variables (spec.postBuild); values that hold one are not judged.',
    command: 'flux build kustomization NAME --path DIR --dry-run',
  };
}

/** Why encrypted values are not judged, and how they are. */
export function encryptedBySops(file: string): Purpose {
  return {
    rule: 'check/encrypted',
    what: 'object with values encrypted by SOPS',
    message: 'Values are encrypted by SOPS, and are not judged.',
    command: `sops -d ${file === STDIN ? 'FILE' : typed(file)}`,
  };
}
