import { isTimestamp } from '../../formats/time.ts';
import { CelError } from '../errors.ts';
import { CelObject, type CelValue } from '../values.ts';
import { type Functions, type Overload, overload } from './overload.ts';

declare module './types.ts' {
  interface CelTypes {
    readonly 'google.protobuf.Duration': Duration;
    readonly 'google.protobuf.Timestamp': Timestamp;
  }
}

const MILLISECOND = 1_000_000n;
const SECOND = 1000n * MILLISECOND;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
/** The years 1 to 9999 (cel-go common/types/timestamp.go). */
const FIRST = -62_135_596_800n * SECOND;
const LAST = 253_402_300_800n * SECOND - 1n;

/** A point in time. */
export class Timestamp extends CelObject {
  readonly typeName = 'google.protobuf.Timestamp';

  /** @param time nanoseconds since 1970 */
  private constructor(readonly time: bigint) {
    super();
  }

  /** @throws CelError when it is in no year of four digits */
  static of(time: bigint): Timestamp {
    if (time < FIRST || time > LAST) throw new CelError('timestamp overflow');
    return new Timestamp(time);
  }

  /** @throws CelError when a text is no timestamp of RFC 3339 */
  static parse(text: string): Timestamp {
    const match = isTimestamp(text) ? RFC_3339.exec(text) : null;
    if (match === null) throw new CelError(`parsing time ${JSON.stringify(text)}: it is not of RFC 3339`);
    const [, date, hour = '', rest, fraction = '', zone = 'Z'] = match;
    const milliseconds = BigInt(Date.parse(`${date}T${hour.padStart(2, '0')}${rest}Z`));
    const nanoseconds = BigInt(fraction.slice(1, 10).padEnd(9, '0'));
    return Timestamp.of(milliseconds * MILLISECOND + nanoseconds - fixedOffset(zone) * SECOND);
  }

  equals(other: CelValue): boolean {
    return other instanceof Timestamp && this.time === other.time;
  }

  /** As RFC 3339, in UTC. */
  override toString(): string {
    const fraction = modulo(this.time, SECOND).toString().padStart(9, '0').replace(/0+$/, '');
    const seconds = this.toDate(0n)
      .toISOString()
      .replace(/\.000Z$/, '');
    return `${seconds}${fraction && `.${fraction}`}Z`;
  }

  /** The whole second, moved by an offset. */
  toDate(offset: bigint): Date {
    return new Date(Number((this.time - modulo(this.time, SECOND)) / MILLISECOND + offset * 1000n));
  }
}

const RFC_3339 = /^([-\d]{10})T(\d+)(:\d\d:\d\d)([.,]\d+)?(Z|[-+]\d\d:\d\d)$/;

/** Seconds by which `+02:00` is ahead of UTC; what is not of that form is not. */
function fixedOffset(zone: string): bigint {
  const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(zone) ?? [];
  const seconds = BigInt(hours) * 3600n + BigInt(minutes) * 60n;
  return sign === '-' ? -seconds : seconds;
}

const OFFSET = /^([-+]?)(\d{1,2}):(\d{1,2})$/;

/** A span of time. */
export class Duration extends CelObject {
  readonly typeName = 'google.protobuf.Duration';

  private constructor(readonly nanoseconds: bigint) {
    super();
  }

  /** @throws CelError when it is more than 290 years */
  static of(nanoseconds: bigint): Duration {
    if (BigInt.asIntN(64, nanoseconds) !== nanoseconds) throw new CelError('duration overflow');
    return new Duration(nanoseconds);
  }

  /** @throws CelError when a text is not of the form that Go takes */
  static parse(text: string): Duration {
    const duration = Duration.tryParse(text);
    if (duration === undefined) throw new CelError(`time: invalid duration ${JSON.stringify(text)}`);
    return duration;
  }

  /** Go's time.ParseDuration: `1h30m`. @returns undefined for another form. @throws CelError when it is too long */
  static tryParse(text: string): Duration | undefined {
    const match = GO_DURATION.exec(text);
    if (match === null) return undefined;
    let sum = 0n;
    for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(
      /(\d*)\.?(\d*)([a-z\u00b5\u03bc]+)/g,
    )) {
      const size = UNITS[unit] ?? 0n;
      sum += BigInt(whole) * size;
      if (fraction !== '')
        sum += (BigInt(fraction.slice(0, 20)) * size) / 10n ** BigInt(Math.min(fraction.length, 20));
    }
    return Duration.of(match[1] === '-' ? -sum : sum);
  }

  equals(other: CelValue): boolean {
    return other instanceof Duration && this.nanoseconds === other.nanoseconds;
  }

  /** In seconds: `1.5s`. */
  override toString(): string {
    const size = this.nanoseconds < 0n ? -this.nanoseconds : this.nanoseconds;
    const fraction = (size % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
    return `${this.nanoseconds < 0n ? '-' : ''}${size / SECOND}${fraction && `.${fraction}`}s`;
  }
}

const GO_DURATION = /^([-+]?)(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  '\u00b5s': 1000n,
  '\u03bcs': 1000n,
  ms: MILLISECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
};

function modulo(value: bigint, divisor: bigint): bigint {
  return ((value % divisor) + divisor) % divisor;
}

/** Seconds by which a time zone is ahead of UTC: `+02:00`, or a name such as `Europe/Berlin`. */
function offsetOf(zone: string, time: Timestamp): bigint {
  if (OFFSET.test(zone)) return fixedOffset(zone);
  const utc = time.toDate(0n);
  try {
    const format = new Intl.DateTimeFormat('sv', {
      timeZone: zone || 'UTC',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const local = Date.parse(`${format.format(utc).replace(' ', 'T')}Z`);
    return BigInt(Math.round((local - utc.getTime()) / 1000));
  } catch {
    throw new CelError(`unknown time zone ${zone}`);
  }
}

/** A part of a timestamp, in UTC or in a time zone. */
function part(read: (date: Date, time: Timestamp) => number | bigint): Overload[] {
  return [
    overload(['google.protobuf.Timestamp'], (time) => BigInt(read(time.toDate(0n), time))),
    overload(['google.protobuf.Timestamp', 'string'], (time, zone) =>
      BigInt(read(time.toDate(offsetOf(zone, time)), time)),
    ),
  ];
}

function whole(unit: bigint): Overload {
  return overload(['google.protobuf.Duration'], ({ nanoseconds }) => nanoseconds / unit);
}

function dayOfYear(date: Date): number {
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return (midnight - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000;
}

/** cel-go common/types/timestamp.go, duration.go: months, and days but for getDate, count from 0. */
export const TIMES: Functions = {
  getFullYear: part((date) => date.getUTCFullYear()),
  getMonth: part((date) => date.getUTCMonth()),
  getDate: part((date) => date.getUTCDate()),
  getDayOfMonth: part((date) => date.getUTCDate() - 1),
  getDayOfWeek: part((date) => date.getUTCDay()),
  getDayOfYear: part(dayOfYear),
  getHours: [...part((date) => date.getUTCHours()), whole(HOUR)],
  getMinutes: [...part((date) => date.getUTCMinutes()), whole(MINUTE)],
  getSeconds: [...part((date) => date.getUTCSeconds()), whole(SECOND)],
  getMilliseconds: [...part((_date, { time }) => modulo(time, SECOND) / MILLISECOND), whole(MILLISECOND)],
};
