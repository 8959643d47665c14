import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';
import { parseDocument } from 'yaml';

/**
 * How Go decides what a plain scalar is: `resolve.go` of go-yaml v2, which kubectl, Argo CD and Flux use through
 * sigs.k8s.io/yaml. It is neither YAML 1.1 (no sexagesimal numbers, no dates) nor 1.2 (`0644` is octal, `yes` is a boolean).
 */
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const PREFIXED = /^[-+]?0(?:[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+)$/;
const SIGNED_BINARY = /^0b[-+][01]+$/;
const OCTAL = /^[-+]?0[0-7]+$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

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

const number: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+.\d]/,
  resolve: (text) => {
    const value = numberOf(text);
    // Go has no negative zero.
    return value === 0 ? 0 : (value ?? text);
  },
};

const notFinite: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text, onError) => {
    onError(`${text} cannot be a value of a Kubernetes object: JSON knows no such number`);
    return text;
  },
};

const bool: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: new RegExp(`${TRUE.source}|${FALSE.source}`),
  resolve: (text) => TRUE.test(text),
};

const nothing: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  test: /^(?:~|null|Null|NULL)?$/,
  resolve: () => null,
};

/** Options of `yaml` with which it reads plain scalars, merge keys and duplicate keys the way Go does. */
export const GO_YAML = {
  version: '1.1',
  schema: 'failsafe',
  customTags: [nothing, bool, notFinite, number, { ...number, tag: 'tag:yaml.org,2002:int' }],
  merge: true,
  uniqueKeys: true,
} as const satisfies ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Reads one YAML document as kubectl, Argo CD and Flux do.
 * @throws Error when the text is no YAML, holds more than one document, or uses a tag that has no meaning in a Kubernetes object.
 */
export function readYamlLikeGo(text: string): unknown {
  const document = parseDocument(text, GO_YAML);
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw problem;
  return document.toJS();
}
