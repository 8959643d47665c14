import { CelError, noSuchOverload } from '../errors.ts';
import { CelList, CelMap, type CelValue, Optional, Uint } from '../values.ts';
import { type Functions, overload } from './overload.ts';
import { Duration } from './times.ts';

function unwrapped({ value }: Optional): CelValue {
  if (value === undefined) throw new CelError('optional.none() dereference');
  return value;
}

/** cel-go common/types/util.go, IsZeroValue. */
function isZero(value: CelValue): boolean {
  if (value instanceof CelList || value instanceof CelMap) return value.size === 0;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  return value === null || value === false || value === '' || value === 0n || value === 0;
}

/** The values of a list of optionals that have one. */
function unwrap(list: CelList): CelList {
  return CelList.of(
    list.items.flatMap((item) => {
      if (!(item instanceof Optional)) throw noSuchOverload('unwrap');
      return item.value === undefined ? [] : [item.value];
    }),
  );
}

/** cel-go cel/library.go, OptionalTypes, but for macros and `or`. */
export const OPTIONALS: Functions = {
  hasValue: [overload(['optional_type'], ({ value }) => value !== undefined)],
  value: [overload(['optional_type'], unwrapped)],
  'optional.none': [overload([], () => Optional.none)],
  'optional.of': [overload(['any'], (value) => new Optional(value))],
  'optional.ofNonZeroValue': [
    overload(['any'], (value) => (isZero(value) ? Optional.none : new Optional(value))),
  ],
  'optional.unwrap': [overload(['list'], unwrap, (list) => list.size)],
  unwrapOpt: [overload(['list'], unwrap, (list) => list.size)],
  first: [overload(['list'], ({ items }) => new Optional(items[0]))],
  last: [overload(['list'], ({ items }) => new Optional(items.at(-1)))],
};
