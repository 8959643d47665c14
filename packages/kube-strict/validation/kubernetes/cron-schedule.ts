/** A field of a schedule: its bounds, and names for numbers. */
interface CronField {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly CronField[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];
const DESCRIPTORS = ['annually', 'daily', 'hourly', 'midnight', 'monthly', 'weekly', 'yearly'];
/** A part of Go's durations, as in `1h30m`. */
const DURATION = /^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/**
 * Reads a schedule as github.com/robfig/cron/v3 does (parser.go, ParseStandard).
 *
 * @returns what is expected instead; undefined when it is fine
 */
export function cronSchedule(schedule: string): string | undefined {
  if (schedule.startsWith('@'))
    return isDescriptor(schedule.slice(1)) ? undefined : 'a descriptor such as @daily';
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length)
    return 'five fields: minute, hour, day of month, month and day of week';
  const wrong = FIELDS.findIndex((field, index) => !isField(fields[index] ?? '', field));
  return wrong < 0 ? undefined : EXPECTED[wrong];
}

const EXPECTED = [
  'as the minute numbers from 0 to 59, as in "*/5" or "0,30"',
  'as the hour numbers from 0 to 23, as in "*/6" or "8-17"',
  'as the day of the month numbers from 1 to 31, or "*"',
  'as the month numbers from 1 to 12 or names such as jan, or "*"',
  'as the day of the week numbers from 0 (Sunday) to 6 or names such as mon, or "*"',
];

function isDescriptor(text: string): boolean {
  return (
    DESCRIPTORS.includes(text) || (text.startsWith('every ') && DURATION.test(text.slice('every '.length)))
  );
}

function isField(text: string, field: CronField): boolean {
  return text.split(',').every((range) => range === '' || isRange(range, field));
}

function isRange(range: string, field: CronField): boolean {
  const [span = '', step = '1', ...more] = range.split('/');
  const stride = readNumber(step);
  const [start, end] = readSpan(span, field, range.includes('/'));
  return (
    more.length === 0 &&
    stride !== undefined &&
    stride > 0 &&
    start >= field.least &&
    end >= start &&
    end <= field.most
  );
}

/** What a span covers; not numbers when it is malformed. */
function readSpan(span: string, field: CronField, hasStep: boolean): [start: number, end: number] {
  const [low = '', high, ...more] = span.split('-');
  if (more.length > 0 && low !== '*' && low !== '?') return [Number.NaN, Number.NaN];
  if (low === '*' || low === '?') return [field.least, field.most];
  const start = readValue(low, field);
  // With a step, one number goes on to the end.
  return [start, high === undefined ? (hasStep ? field.most : start) : readValue(high, field)];
}

function readValue(text: string, { names = [], least }: CronField): number {
  const name = names.indexOf(text.toLowerCase());
  return name < 0 ? (readNumber(text) ?? Number.NaN) : name + least;
}

/** As Go's strconv.Atoi reads it. */
function readNumber(text: string): number | undefined {
  return /^[-+]?[0-9]+$/.test(text) ? Number(text) : undefined;
}
