/**
 * How Go decides what a plain scalar is: `resolve.go` of go-yaml v2, which kubectl, Argo CD and Flux use through
 * sigs.k8s.io/yaml. It is neither YAML 1.1 (no sexagesimal numbers, no dates) nor 1.2 (`0644` is octal, `yes` is a boolean).
 */
const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const PREFIXED = /^[-+]?0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/;
const SIGNED_BINARY = /^0b[-+][01]+$/;
const OCTAL = /^[-+]?0[0-7]+$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * The value that Go makes of a plain scalar.
 * @throws Error for a number that JSON does not know
 */
export function resolvePlain(text: string): null | boolean | number | string {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (NOT_FINITE.test(text)) {
    throw new Error(`${text} cannot be a value of a Kubernetes object: JSON knows no such number`);
  }
  if (!/^[-+.\d]/.test(text)) return text;
  const value = numberOf(text);
  // Go has no negative zero.
  return value === 0 ? 0 : (value ?? text);
}

/** The number that Go makes of a plain scalar, or undefined when it stays a string. */
function numberOf(text: string): number | undefined {
  // Underscores are dropped anywhere, but after a leading dot they have to stand between digits.
  if (text.startsWith('.') && /\D_|_\D|_$/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (PREFIXED.test(plain)) return sign * Number(digits);
  if (OCTAL.test(plain)) return sign * Number.parseInt(digits, 8);
  if (SIGNED_BINARY.test(plain)) return Number.parseInt(plain.slice(2), 2);
  // What is too large for a float stays a string.
  return DECIMAL.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
