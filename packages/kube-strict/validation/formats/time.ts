/** A date of the calendar, `2024-02-29` (kube-openapi pkg/validation/strfmt/date.go, IsDate). */
export function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/**
 * The `date-time` of custom resources (kube-openapi pkg/validation/strfmt/time.go, IsDateTime): the T and the Z may be
 * small, what stands before the fraction may be any character, and text after a second T is not looked at.
 */
export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t', 2);
  const clock = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|[-+][0-9]{2}:[0-9]{2})$/u.exec(time);
  const [, hour = '', minute = '', second = ''] = clock ?? [];
  return clock !== null && isDate(date) && hour <= '23' && minute <= '59' && second <= '59';
}

const TIMESTAMP =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})([.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2}))$/;

/**
 * A timestamp of Kubernetes' own types: Go's time.Parse with the layout RFC 3339 (apimachinery pkg/apis/meta/v1/time.go),
 * which also takes a one-digit hour and a comma.
 */
export function isTimestamp(text: string): boolean {
  return parseTimestamp(text) !== undefined;
}

/** A timestamp with exactly six digits after the second (apimachinery pkg/apis/meta/v1/micro_time.go). */
export function isMicroTimestamp(text: string): boolean {
  return parseTimestamp(text)?.fraction.length === '.000000'.length;
}

function parseTimestamp(text: string): { fraction: string } | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, date = '', hour, minute, second, fraction = '', zoneHour = '0', zoneMinute = '0'] = match;
  const inRange = Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
  // Go looks at the offset with `>` where `>=` would be right (time/format.go, parse).
  return isDate(date) && inRange && Number(zoneHour) <= 24 && Number(zoneMinute) <= 60
    ? { fraction }
    : undefined;
}

/** Go's time.ParseDuration: `1h30m`, `.5s`, `0`. */
const GO_DURATION = /^[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;
/** Of each unit the last spelling is a prefix: `min` is met by `minutes`. */
const UNIT = /^(?:ns|nano.*|us|\u00b5s|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/;

/**
 * The `duration` of custom resources (kube-openapi pkg/validation/strfmt/duration.go, ParseDuration): Go's own form, or
 * any text in which a number with a unit is found (`22 days`).
 */
export function isDuration(text: string): boolean {
  if (GO_DURATION.test(text) && integers(text.replaceAll(/\.[0-9]*/g, '')).every(isInt64)) return true;
  let found = false;
  for (const [, digits = '', unit = ''] of text.matchAll(/([0-9]+)[\t\n\f\r ]*([A-Za-z\u00b5]*)/g)) {
    if (unit === '') continue;
    if (!isInt64(digits)) return false;
    found ||= UNIT.test(unit.toLowerCase());
  }
  return found;
}

function integers(text: string): string[] {
  return text.match(/[0-9]+/g) ?? [];
}

function isInt64(digits: string): boolean {
  const significant = digits.replace(/^0+/, '');
  return significant.length < 19 || (significant.length === 19 && significant <= '9223372036854775807');
}
