import type { ScalarValue } from '../tree/source-node.ts';

/**
 * The key of a JSON object that sigs.k8s.io/yaml makes of a key in YAML (`convertToJSONableObject` in its yaml.go).
 *
 * @returns undefined for what it refuses: null, and integers that need the 64th bit
 */
export function goKey(value: ScalarValue): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : floatKey(value);
    case 'bigint':
      return value < 2n ** 63n ? String(value) : undefined;
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** As Go's `strconv.FormatFloat(value, 'g', -1, 32)`: the digits that a float of 32 bits needs. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let digits = 1;
  while (Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1;
  const [mantissa, exponent] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
