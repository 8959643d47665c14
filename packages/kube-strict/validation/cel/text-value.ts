import { isBase64 } from '../formats/base64.ts';
import { isDate, isDuration } from '../formats/time.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { CelError } from './errors.ts';
import { Duration, Timestamp } from './library/times.ts';
import type { CelValue } from './values.ts';

/**
 * A text as expressions see it, by the format that its schema states.
 *
 * @throws CelError when it is not of the format
 */
export function textValue(text: string, format: SchemaNode['format']): CelValue {
  switch (format) {
    case 'byte':
      if (isBase64(text)) return new Uint8Array(Buffer.from(text, 'base64'));
      break;
    case 'date':
      if (isDate(text)) return Timestamp.parse(`${text}T00:00:00Z`);
      break;
    case 'date-time':
      return Timestamp.parse(text);
    case 'duration':
      if (isDuration(text)) return Duration.tryParse(text) ?? sumOfUnits(text);
      break;
    default:
      return text;
  }
  throw new CelError(`invalid ${format} formatted string ${JSON.stringify(text)}`);
}

/** What a unit is called, and its nanoseconds (kube-openapi pkg/validation/strfmt/duration.go, timeUnits). */
const UNITS: readonly (readonly [RegExp, bigint])[] = [
  [/^(?:ns$|nano)/, 1n],
  [/^(?:us$|\u00b5s$|micro)/, 1000n],
  [/^(?:ms$|milli)/, 1_000_000n],
  [/^(?:s$|sec)/, 1_000_000_000n],
  [/^(?:m$|min)/, 60_000_000_000n],
  [/^(?:h$|hr$|hour)/, 3_600_000_000_000n],
  [/^(?:d$|day)/, 86_400_000_000_000n],
  [/^(?:w$|wk$|week)/, 604_800_000_000_000n],
];

/** `2 hours 5 min`: what Go's own form is not, but a schema takes. */
function sumOfUnits(text: string): Duration {
  const numbers = text.matchAll(/([0-9]+)[\t\n\f\r ]*([A-Za-z\u00b5]+)/g);
  return Duration.of(
    [...numbers].reduce((sum, [, digits = '', unit = '']) => {
      const [, size = 0n] = UNITS.find(([name]) => name.test(unit.toLowerCase())) ?? [];
      return sum + BigInt(digits) * size;
    }, 0n),
  );
}
