import type { Budget } from '../budget.ts';
import { characterCost } from '../budget.ts';
import { CelError } from '../errors.ts';
import { CelList, CelMap, type CelValue, compareTexts, TypeValue, Uint } from '../values.ts';
import { goDouble } from './go-double.ts';
import { costlyOverload, type Functions } from './overload.ts';
import { quote } from './strings.ts';
import { Duration, Timestamp } from './times.ts';
import { typeName } from './types.ts';

/** A clause: `%s`, or with a number of decimals `%.2f`. */
const CLAUSE = /%(?:%|(?:\.([0-9]{1,3}))?([sdfebxXo])|)/g;

/** cel-go ext/strings.go and formatting.go, format. */
function format(budget: Budget, pattern: string, args: CelList): string {
  let next = 0;
  return pattern.replaceAll(CLAUSE, (clause, decimals: string | undefined, verb: string | undefined) => {
    if (clause === '%%') return '%';
    if (verb === undefined) throw new CelError('unrecognized formatting clause');
    const value = args.items[next++];
    if (value === undefined) throw new CelError(`index ${next - 1} out of range`);
    const text = formatValue(value, verb, Number(decimals ?? 6), budget);
    budget.spend(characterCost(text.length));
    return text;
  });
}

function formatValue(value: CelValue, verb: string, decimals: number, budget: Budget): string {
  switch (verb) {
    case 's':
      return show(value, budget);
    case 'd':
      return integerOf(value, verb).toString();
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : integerOf(value, verb).toString(2);
    case 'o':
      return integerOf(value, verb).toString(8);
    case 'x':
      return hexadecimal(value);
    case 'X':
      return hexadecimal(value).toUpperCase();
    case 'f':
      return fixed(doubleOf(value, verb), Math.min(decimals, MOST_DECIMALS));
    default:
      return doubleOf(value, verb).toExponential(Math.min(decimals, MOST_DECIMALS));
  }
}

/** As many as JavaScript writes; a double has no more than 1,074 that are not zero. */
const MOST_DECIMALS = 100;
/** As many as each version of ECMA-402 writes with separators. */
const MOST_LOCALE_DECIMALS = 20;

/** With separators of thousands, as cel-go has them. */
function fixed(value: number, decimals: number): string {
  if (decimals <= MOST_LOCALE_DECIMALS || !Number.isFinite(value)) {
    return value.toLocaleString('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  }
  const size = Math.abs(value);
  // Beyond that, toFixed writes an exponent.
  const [whole = '', fraction = ''] =
    size < 1e21 ? size.toFixed(decimals).split('.') : [String(BigInt(size))];
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return `${sign}${BigInt(whole).toLocaleString('en-US')}.${fraction.padEnd(decimals, '0')}`;
}

function integerOf(value: CelValue, verb: string): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  throw new CelError(`%${verb} takes an integer, and was given ${typeName(value)}`);
}

function doubleOf(value: CelValue, verb: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw new CelError(`%${verb} takes a double, and was given ${typeName(value)}`);
}

function hexadecimal(value: CelValue): string {
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return integerOf(value, 'x').toString(16);
}

/** A value as text; within a list or a map as it would stand in an expression. */
function show(value: CelValue, budget: Budget, inside = false): string {
  budget.spend(1);
  if (typeof value === 'string') return inside ? quote(value) : value;
  if (typeof value === 'number') return inside ? value.toFixed(6) : goDouble(value);
  if (value instanceof CelList) return `[${value.items.map((item) => show(item, budget, true)).join(', ')}]`;
  if (value instanceof CelMap) return showMap(value, budget);
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString();
    return inside ? `b${quote(text)}` : text;
  }
  if (value instanceof Timestamp) return inside ? `timestamp(${quote(String(value))})` : String(value);
  if (value instanceof Duration) return inside ? `duration(${quote(String(value))})` : String(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Uint) return String(value.value);
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new CelError(`%s cannot show ${typeName(value)}`);
}

function showMap(map: CelMap, budget: Budget): string {
  const pairs = map
    .keys()
    .map((key) => [show(key, budget, true), show(map.get(key) ?? null, budget, true)] as const)
    .sort(([left], [right]) => compareTexts(left, right));
  return `{${pairs.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

export const FORMAT_STRINGS: Functions = { format: [costlyOverload(['string', 'list'], format)] };
