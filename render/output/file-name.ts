import { createHash } from 'node:crypto';

/** The parts of an object that name it. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Longest file name, in bytes, of ext4, XFS, Btrfs, APFS and NTFS. */
const MAX_BYTES = 255;
const SUFFIX = '.yaml';
const DIGEST_LENGTH = 16;

/**
 * File name of an object: `<kind>.<namespace>.<name>.yaml`, `<kind>.<name>.yaml` for a cluster-scoped one.
 * It depends on nothing but the object, and two names never share one, also where case does not count:
 * every byte but a-z, 0-9, `.` and `-` becomes `_` and two hex digits (`system:kata` is `system_3akata`).
 * A name that is too long is cut, and `__` and a digest of the whole follow.
 */
export function objectFileName({ kind, metadata: { name, namespace } }: NamedObject): string {
  const parts = [escapeBytes(kind.toLowerCase()).replaceAll('.', '_2e')];
  // A dot in a namespace would make it run into the name.
  if (namespace !== undefined) parts.push(escapeBytes(namespace).replaceAll('.', '_2e'));
  const stem = [...parts, escapeBytes(name)].join('.');
  if (stem.length + SUFFIX.length <= MAX_BYTES) return stem + SUFFIX;
  const digest = createHash('sha256').update(stem).digest('hex').slice(0, DIGEST_LENGTH);
  return `${stem.slice(0, MAX_BYTES - SUFFIX.length - DIGEST_LENGTH - 2)}__${digest}${SUFFIX}`;
}

function escapeBytes(text: string): string {
  return text.replace(/[^a-z0-9.-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
