/**
 * How Go decides what a plain scalar is: `resolve.go` of go-yaml v2, which kubectl, Argo CD and Flux use through
 * sigs.k8s.io/yaml. It is neither YAML 1.1 (no sexagesimal numbers, no dates) nor 1.2 (`0644` is octal, `yes` is a boolean).
 */
const NULL = /^(?:~|null|Null|NULL)$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^([-+]?)(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/;
const SIGNED_BINARY = /^0b([-+])([01]+)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** With any other first character a plain scalar is a string (`resolveTable` in resolve.go). */
const MAY_RESOLVE = /^[-+.~\dyYnNtTfFoO]/;
/** A number of 64 bits in base 2 has 67 characters. To read a megabyte of digits exactly would take seconds. */
const LONGEST_INTEGER = 70;

/**
 * The value that Go makes of a plain scalar; an integer beyond 2^53 as the nearest double.
 * @throws Error for a number that JSON does not know
 */
export function resolvePlain(text: string): null | boolean | number | string {
  const value = resolveExactly(text);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${text} cannot be a value of a Kubernetes object: JSON knows no such number`);
  }
  return value;
}

/** As `resolvePlain`, but an integer that a double cannot hold is a bigint, and infinities and NaN are numbers. */
export function resolveExactly(text: string): null | boolean | number | bigint | string {
  if (text === '') return null;
  if (!MAY_RESOLVE.test(text)) return text;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (NULL.test(text)) return null;
  if (!/^[-+.\d]/.test(text)) return text;
  if (NOT_FINITE.test(text)) return /nan$/i.test(text) ? Number.NaN : Number.POSITIVE_INFINITY;
  const value = numberOf(text);
  // Go has no negative zero.
  return value === 0 ? 0 : (value ?? text);
}

/** The number that Go makes of a plain scalar, or undefined when it stays a string. */
function numberOf(text: string): number | bigint | undefined {
  // Underscores are dropped anywhere, but after a leading dot they have to stand between digits.
  if (text.startsWith('.') && /\D_|_\D|_$/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const integer = integerOf(plain);
  if (integer !== undefined) return integer;
  // What is too large for a float stays a string.
  return DECIMAL.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

/** An integer of 64 bits; without a sign it may take all of them. */
function integerOf(plain: string): number | bigint | undefined {
  if (/^(?:0|[1-9]\d{0,14})$/.test(plain)) return Number(plain);
  if (plain.length > LONGEST_INTEGER) return undefined;
  const match = INTEGER.exec(plain) ?? SIGNED_BINARY.exec(plain);
  if (match === null) return undefined;
  const [, sign = '', binary] = match;
  const digits = binary === undefined ? plain.slice(sign.length) : `0b${binary}`;
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  const most = sign === '' ? 2n ** 64n - 1n : 2n ** 63n - 1n;
  if (value < -(2n ** 63n) || value > most) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
