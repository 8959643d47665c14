import { emptyObject, isJsonObject, type Json, type JsonObject } from '../ground/json.ts';
import { memberPointer } from '../ground/json-pointer.ts';
import type { Finding } from './finding.ts';

/** Go's decoder gives up at 10,000 levels; no API has more than a few dozen, and ours must not exhaust the stack. */
export const MAX_DEPTH = 1000;
/** Larger requests are refused unread (k8s.io/apiserver pkg/server/config.go, MaxRequestBodyBytes). */
export const MAX_BYTES = 3 * 1024 * 1024;

/**
 * Copies an object as the server would read it from JSON: the copy shares nothing with the input, its objects have no
 * prototype, and what JSON leaves out (undefined) is not there.
 *
 * @returns the copy, or what keeps the input from being an object of JSON
 */
export function readObject(input: unknown): { readonly object: JsonObject } | { readonly fault: Finding } {
  try {
    const object = new Reader().read(input, '', 0);
    if (isJsonObject(object)) return { object };
    throw new Unreadable('api/type', '', `An object is expected, not ${kindOf(input)}.`);
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.finding };
    throw error;
  }
}

/** Not an Error: to record the stack takes longer than to read a small object. */
class Unreadable {
  readonly finding: Finding;

  constructor(rule: string, path: string, message: string, fix?: string) {
    this.finding = { rule, severity: 'error', path, message, ...(fix !== undefined && { fix }) };
  }
}

class Reader {
  /** At least this many bytes of JSON are read. It bounds the work, also for YAML whose aliases multiply. */
  private bytes = 0;

  read(value: unknown, path: string, depth: number): Json {
    if (depth > MAX_DEPTH) {
      throw new Unreadable('api/depth', '', `The object is nested more than ${MAX_DEPTH} levels deep.`);
    }
    switch (typeof value) {
      case 'string':
        this.count(Buffer.byteLength(value));
        return value;
      case 'boolean':
        this.count(4);
        return value;
      case 'number':
        if (!Number.isFinite(value))
          throw new Unreadable('api/type', path, `${value} is not a number of JSON.`);
        this.count(1);
        return value;
      case 'bigint':
        this.count(1);
        return fromBigInt(value);
      case 'object':
        this.count(2);
        return value === null ? null : this.readComposite(value, path, depth);
      default:
        throw new Unreadable('api/type', path, `A value of JSON is expected, not ${kindOf(value)}.`);
    }
  }

  private readComposite(value: object, path: string, depth: number): Json {
    if (Array.isArray(value)) {
      return value.map((item, index) => this.read(item ?? null, memberPointer(path, index), depth + 1));
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) {
      throw new Unreadable('api/type', path, `A value of JSON is expected, not ${kindOf(value)}.`);
    }
    const copy = emptyObject();
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      this.count(Buffer.byteLength(key) + 4);
      copy[key] = this.read(member, memberPointer(path, key), depth + 1);
    }
    return copy;
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > MAX_BYTES) {
      throw new Unreadable(
        'api/size',
        '',
        `The object is larger than ${MAX_BYTES / 1024 ** 2} MiB, the most a server reads.`,
      );
    }
  }
}

/**
 * A number as near as can be. The largest integer that Go holds, 2^63 - 1, becomes 2^63, which counts as an integer
 * here; what is above must stay distinct from it.
 */
function fromBigInt(value: bigint): number {
  const near = Number(value);
  return value >= 2n ** 63n && near === 2 ** 63 ? 2 ** 63 * (1 + Number.EPSILON) : near;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a value of type ${typeof value}`;
  return `a ${value.constructor?.name ?? 'value of unknown type'}`;
}
