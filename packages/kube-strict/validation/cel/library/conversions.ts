import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { int, uint } from '../integers.ts';
import { TypeValue } from '../values.ts';
import { goDouble } from './go-double.ts';
import { type Functions, overload } from './overload.ts';
import { Duration, Timestamp } from './times.ts';
import { typeName } from './types.ts';

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** @throws CelError for what is no number, or beyond all integers */
function truncate(value: number): bigint {
  if (!Number.isFinite(value)) throw new CelError('integer overflow');
  return BigInt(Math.trunc(value));
}

/** strconv.ParseInt and ParseUint, base 10. */
function parseInteger(text: string, pattern: RegExp, type: string): bigint {
  if (!pattern.test(text)) throw new CelError(`type conversion error from 'string' to '${type}'`);
  return BigInt(text.replace('+', ''));
}

/** strconv.ParseFloat, but for hexadecimal numbers. */
function parseDouble(text: string): number {
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  const [, sign = '', name = ''] = /^([-+]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (name === '' || (sign !== '' && /nan/i.test(name)))
    throw new CelError("type conversion error from 'string' to 'double'");
  if (/nan/i.test(name)) return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function parseBool(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new CelError("type conversion error from 'string' to 'bool'");
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** cel-go common/types, ConvertToType of each type. */
export const CONVERSIONS: Functions = {
  bool: [overload(['bool'], (value) => value), overload(['string'], parseBool)],
  bytes: [
    overload(['bytes'], (value) => value),
    overload(
      ['string'],
      (value) => new Uint8Array(Buffer.from(value)),
      (value) => characterCost(value.length),
    ),
  ],
  double: [
    overload(['double'], (value) => value),
    overload(['int'], Number),
    overload(['uint'], ({ value }) => Number(value)),
    overload(['string'], parseDouble),
  ],
  duration: [
    overload(['google.protobuf.Duration'], (value) => value),
    overload(['int'], (value) => Duration.of(value)),
    overload(['string'], (value) => Duration.parse(value)),
  ],
  dyn: [overload(['any'], (value) => value)],
  int: [
    overload(['int'], (value) => value),
    overload(['uint'], ({ value }) => int(value)),
    overload(['double'], (value) => int(truncate(value))),
    overload(['string'], (value) => int(parseInteger(value, /^[-+]?\d+$/, 'int'))),
    overload(['google.protobuf.Timestamp'], ({ time }) => time / 1_000_000_000n),
    overload(['google.protobuf.Duration'], ({ nanoseconds }) => nanoseconds),
  ],
  string: [
    overload(['string'], (value) => value),
    overload(['bool'], String),
    overload(['int'], String),
    overload(['uint'], ({ value }) => String(value)),
    overload(['double'], goDouble),
    overload(['bytes'], decode, (value) => characterCost(value.length)),
    overload(['google.protobuf.Timestamp'], String),
    overload(['google.protobuf.Duration'], String),
    overload(['net.IP'], String),
    overload(['net.CIDR'], String),
  ],
  timestamp: [
    overload(['google.protobuf.Timestamp'], (value) => value),
    overload(['int'], (value) => Timestamp.of(value * 1_000_000_000n)),
    overload(['string'], (value) => Timestamp.parse(value)),
  ],
  type: [overload(['any'], (value) => new TypeValue(typeName(value)))],
  uint: [
    overload(['uint'], (value) => value),
    overload(['int'], uint),
    overload(['double'], (value) => uint(truncate(value))),
    overload(['string'], (value) => uint(parseInteger(value, /^\d+$/, 'uint'))),
  ],
};
