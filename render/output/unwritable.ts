import { memberPath } from './member-path.ts';

/** Something in a value that keeps it from being written such that every reader gets it back. */
export interface Unwritable {
  /** See memberPath. */
  readonly path: string;
  readonly message: string;
  /** Whether the value can come from a user's text; otherwise it is a mistake in the program. */
  readonly text: boolean;
}

/** Kubernetes objects are a dozen levels deep. */
const MAX_DEPTH = 200;

/**
 * Kustomize turns each object to JSON and reads that with a YAML reader, which refuses U+007F to U+009F, U+FFFE and U+FFFF
 * and reads U+0085 as a blank (measured with kustomize 5.5). No way of writing them in our file changes that.
 */
const LOST_IN_KUSTOMIZE = /[\x7f-\x9f\ufffe\uffff]/;
/** Go's YAML reader takes a key of up to 1024 characters with its quotes, in JSON too, which kustomize reads with it. */
const MAX_KEY_LENGTH = 1022;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Everything in a value that JSON, Go or kustomize cannot carry; nothing for what can be written. */
export function findUnwritable(value: unknown): Unwritable[] {
  const found: Unwritable[] = [];
  collect(value, '', new Set(), found);
  return found;
}

function collect(value: unknown, path: string, above: ReadonlySet<unknown>, found: Unwritable[]): void {
  const text = typeof value === 'string';
  const message = text ? problemOfText(value) : problemOfValue(value, above);
  if (message !== undefined) {
    found.push({ path, message, text });
    return;
  }
  const below = new Set([...above, value]);
  if (Array.isArray(value)) {
    // By index: an empty slot is undefined there, while forEach would pass over it.
    for (let index = 0; index < value.length; index++) {
      collect(value[index], memberPath(path, index), below, found);
    }
  } else if (isPlainObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const keyMessage = problemOfKey(key) ?? problemOfText(key);
      const place = memberPath(path, key);
      if (keyMessage !== undefined) found.push({ path: place, message: keyMessage, text: true });
      collect(member, place, below, found);
    }
  }
}

function problemOfValue(value: unknown, above: ReadonlySet<unknown>): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return problemOfNumber(value);
  if (!Array.isArray(value) && !isPlainObject(value)) {
    return `not a JSON value: ${value === undefined ? 'undefined' : Object.prototype.toString.call(value)}`;
  }
  if (above.has(value)) return 'a value that contains itself';
  return above.size >= MAX_DEPTH ? `deeper than ${MAX_DEPTH} levels` : undefined;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function problemOfText(text: string): string | undefined {
  const character = LOST_IN_KUSTOMIZE.exec(text)?.[0];
  if (character !== undefined) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `holds the control character U+${code}, which kustomize cannot carry`;
  }
  return LONE_SURROGATE.test(text)
    ? 'holds half of a surrogate pair, which is no Unicode character'
    : undefined;
}

function problemOfKey(key: string): string | undefined {
  if (key === '<<') return 'kustomize drops a key named <<';
  // In the JSON that kustomize makes, Go escapes these, as in \u0000.
  const length = key.replace(/[<>&"\\\p{Cc}\u2028\u2029]/gu, '......').length;
  return length > MAX_KEY_LENGTH
    ? `a key of ${key.length} characters, which is too long for kustomize`
    : undefined;
}

function problemOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return `not a JSON number: ${value}`;
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `an integer beyond 2^53, which has lost digits: ${value}`
    : undefined;
}
