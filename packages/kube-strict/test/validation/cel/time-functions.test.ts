import { describeExpressions } from './support/expressions.ts';

// cel-go common/types/timestamp.go, duration.go and cel/library.go; Go's time.Parse and time.ParseDuration.

describeExpressions('timestamps', {
  holds: [
    'timestamp("2026-01-31T12:00:00Z") < timestamp("2026-01-31T12:00:01Z")',
    'timestamp("2026-01-31T12:00:00+02:00") == timestamp("2026-01-31T10:00:00Z")',
    'timestamp("2026-01-31T12:00:00.000000001Z") > timestamp("2026-01-31T12:00:00Z")',
    'timestamp("2026-01-31T12:00:00Z") - timestamp("2026-01-31T11:00:00Z") == duration("1h")',
    'timestamp("2026-01-31T12:00:00Z") + duration("1h") == timestamp("2026-01-31T13:00:00Z")',
    'duration("1h") + timestamp("2026-01-31T12:00:00Z") == timestamp("2026-01-31T13:00:00Z")',
    'timestamp("2026-01-31T12:00:00Z") - duration("1h") == timestamp("2026-01-31T11:00:00Z")',
    'timestamp(0) == timestamp("1970-01-01T00:00:00Z") && int(timestamp("1970-01-01T00:01:00Z")) == 60',
    'string(timestamp("2026-01-31T12:00:00.5+01:00")) == "2026-01-31T11:00:00.5Z"',
    'string(timestamp("1969-12-31T23:59:59.25Z")) == "1969-12-31T23:59:59.25Z"',
    'timestamp("2026-02-03T04:05:06.789Z").getFullYear() == 2026',
    'timestamp("2026-02-03T04:05:06.789Z").getMonth() == 1',
    'timestamp("2026-02-03T04:05:06.789Z").getDate() == 3',
    'timestamp("2026-02-03T04:05:06.789Z").getDayOfMonth() == 2',
    'timestamp("2026-02-03T04:05:06.789Z").getDayOfWeek() == 2',
    'timestamp("2026-02-03T04:05:06.789Z").getDayOfYear() == 33',
    'timestamp("2026-02-03T04:05:06.789Z").getHours() == 4',
    'timestamp("2026-02-03T04:05:06.789Z").getMinutes() == 5',
    'timestamp("2026-02-03T04:05:06.789Z").getSeconds() == 6',
    'timestamp("2026-02-03T04:05:06.789Z").getMilliseconds() == 789',
    'timestamp("2026-02-03T23:30:00Z").getDate("Europe/Berlin") == 4',
    'timestamp("2026-07-03T12:00:00Z").getHours("America/New_York") == 8',
    'timestamp("2026-02-03T04:00:00Z").getHours("-05:30") == 22',
    'timestamp("2026-02-03T04:00:00Z").getMinutes("+05:30") == 30',
    'timestamp("2026-12-31T23:30:00Z").getDayOfYear("+01:00") == 0',
  ],
  errs: [
    'timestamp("2026-02-30T00:00:00Z") > timestamp(0)',
    'timestamp("2026-01-31T24:00:00Z") > timestamp(0)',
    'timestamp("2026-01-31") > timestamp(0)',
    'timestamp("2026-01-31T12:00:00") > timestamp(0)',
    'timestamp("9999-12-31T23:59:59Z") + duration("1s") > timestamp(0)',
    'timestamp(-62135596801) < timestamp(0)',
    'timestamp(0).getHours("Nowhere/Land") == 0',
    'timestamp(0) < 1',
  ],
});

describeExpressions('durations', {
  holds: [
    'duration("1h30m") == duration("90m") && duration("1.5s") == duration("1500ms")',
    'duration("-1m") < duration("0") && duration(".5s") == duration("500ms") && duration("+1s") == duration("1s")',
    'duration("1us") == duration("1000ns") && duration("1µs") == duration("1μs")',
    'duration("1h") + duration("1m") == duration("61m") && duration("1h") - duration("1m") == duration("59m")',
    '-duration("1s") == duration("-1s")',
    'duration("90m").getHours() == 1 && duration("90m").getMinutes() == 90 && duration("90m").getSeconds() == 5400',
    'duration("1500ms").getMilliseconds() == 1500 && duration("1999ms").getSeconds() == 1',
    'string(duration("1h1.5s")) == "3601.5s" && string(duration("-10ms")) == "-0.01s" && string(duration("0")) == "0s"',
    'int(duration("1s")) == 1000000000',
  ],
  errs: [
    'duration("") == duration("0")',
    'duration("1") == duration("1s")',
    'duration("1d") == duration("24h")',
    'duration("1 s") == duration("1s")',
    'duration("2562048h") > duration("0")',
    'duration("1s") < 1',
  ],
});
