import { resolveExactly } from '../../ground/plain-scalar.ts';
import type { ScalarValue } from '../tree/source-node.ts';
import { Unreadable } from '../unreadable.ts';

const PREFIX = 'tag:yaml.org,2002:';

/** The tags that Go resolves (`resolvableTag` in resolve.go), and whether they fit what the text looks like. */
const FITS: Readonly<Record<string, (value: ScalarValue, text: string) => boolean>> = {
  bool: (value) => typeof value === 'boolean',
  int: (value, text) => (typeof value === 'number' || typeof value === 'bigint') && !isFloat(text),
  float: (value) => typeof value === 'number' || typeof value === 'bigint',
  null: (value) => value === null,
  timestamp: (_value, text) => /^\d{4}-\d\d?-\d\d?(?:$|[Tt ])/.test(text),
};

function isFloat(text: string): boolean {
  return !/^[-+]?0[xX]/.test(text) && /[.eE]/.test(text);
}

/**
 * The value of a scalar with a tag, as go-yaml has it (`resolve` in resolve.go): a tag of its own makes it a text.
 *
 * @throws Unreadable when the text is not what the tag says
 */
export function taggedScalar(tag: string, text: string, start: number): ScalarValue {
  const name = tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : '';
  if (name === 'binary') return fromBase64(text, start);
  const fits = FITS[name];
  if (fits === undefined) return text;
  const value = resolveExactly(text);
  if (fits(value, text)) return name === 'timestamp' ? text : value;
  throw new Unreadable(
    'yaml/tag',
    start,
    `This value is not what its tag, !!${name}, says.`,
    'Remove the tag.',
  );
}

function fromBase64(text: string, start: number): string {
  const compact = text.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.toString('base64') !== compact) {
    throw new Unreadable(
      'yaml/tag',
      start,
      'A value with the tag !!binary has to be padded base64.',
      'Correct the value.',
    );
  }
  return bytes.toString('utf8');
}
