/** Quantities in units of 10^-9, the finest that Kubernetes keeps (apimachinery pkg/api/resource/quantity.go). */
export type Nanos = bigint;

/** A quantity and how it was written, which decides how the server writes it. */
export interface Quantity {
  readonly nanos: Nanos;
  readonly form: 'binary' | 'decimal' | 'exponent';
}

const NANO = 1_000_000_000n;
/** The largest that a quantity can be; the server cuts what is above. */
const MOST = (2n ** 63n - 1n) * NANO;
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const QUANTITY = /^([-+]?)([0-9]*)(?:\.([0-9]*))?(?:([A-Za-z]+)([-+]?[0-9]*))?$/;

/** Reads what has the form of a quantity; anything else is zero. */
export function readQuantity(value: unknown): Quantity {
  const match = QUANTITY.exec(String(value ?? '').trim());
  const [, sign = '', whole = '', fraction = '', suffix = '', exponent = ''] = match ?? [];
  const magnitude = sized(whole.replace(/^0+/, ''), fraction, suffix, exponent);
  const nanos = magnitude > MOST ? MOST : magnitude;
  const form = BINARY.includes(suffix) ? 'binary' : exponent === '' ? 'decimal' : 'exponent';
  return { nanos: sign === '-' ? -nanos : nanos, form };
}

/** Rounds up to a whole number of nanos. Digits that cannot matter are not computed with. */
function sized(whole: string, fraction: string, suffix: string, exponent: string): Nanos {
  const binary = BINARY.indexOf(suffix) + 1;
  const tens = 9 + (exponent === '' ? (DECIMAL[suffix] ?? 0) : Number(exponent));
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return 0n;
  // The value is `digits` times ten to the power of `shift`.
  const shift = tens - fraction.length;
  if (digits.length + shift > 40) return MOST + 1n;
  if (digits.length + shift < -40) return 1n;
  const kept = digits.slice(0, 80);
  const rest = digits.length > 80 && /[1-9]/.test(digits.slice(80)) ? 1n : 0n;
  const power = shift + digits.length - kept.length;
  const scaled = (BigInt(kept) + rest) * 1024n ** BigInt(binary);
  if (power >= 0) return scaled * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (scaled + divisor - 1n) / divisor;
}

/** Whether it is a whole number, judged to thousandths rounded up, as the server does. */
export function isWhole({ nanos }: Quantity): boolean {
  const thousandth = NANO / 1000n;
  const rounded = nanos % thousandth > 0n ? nanos / thousandth + 1n : nanos / thousandth;
  return rounded % 1000n === 0n;
}

/** The quantities that may divide: one of a unit, as the server would write it. */
export function isUnit({ nanos, form }: Quantity, thousandth: boolean): boolean {
  if (nanos === NANO) return true;
  if (thousandth) return form === 'decimal' && nanos === NANO / 1000n;
  const base = form === 'binary' ? 1024n : 1000n;
  return form !== 'exponent' && [1n, 2n, 3n, 4n, 5n, 6n].some((power) => nanos === NANO * base ** power);
}
