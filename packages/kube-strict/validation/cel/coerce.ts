import { CelError, noSuchOverload } from './errors.ts';
import type { CelValue } from './values.ts';

/** @throws CelError when a value is neither true nor false */
export function asBool(value: CelValue): boolean {
  if (typeof value === 'boolean') return value;
  throw noSuchOverload('a condition that is neither true nor false');
}

/** @throws anything that is no CelError */
export function asCelError(error: unknown): CelError {
  if (error instanceof CelError) return error;
  throw error;
}
