import { CelError } from './errors.ts';
import { Uint } from './values.ts';

/** An integer of 64 bits. @throws CelError when it is beyond */
export function int(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelError('integer overflow');
  return value;
}

/** An unsigned integer of 64 bits. @throws CelError when it is beyond */
export function uint(value: bigint): Uint {
  if (BigInt.asUintN(64, value) !== value) throw new CelError('unsigned integer overflow');
  return new Uint(value);
}
