import { describe } from '../describe.ts';
import type { Part } from './part.ts';
import { percent } from './texts.ts';

/** A number that is not negative, or a percentage (apps/validation, ValidatePositiveIntOrPercent). */
export function checkIntOrPercent(part: Part, most?: 100): void {
  if (part.number !== undefined) part.atLeast(0);
  else if (part.exists && part.expect(percent) && most !== undefined && intOrPercent(part, 0) > most) {
    part.add('api/bounds', `Expected at most ${most}%, found ${describe(part.value)}.`);
  }
}

/** The number before the percent sign, or the number itself; zero for any other text. */
export function intOrPercent(part: Part, absent: number): number {
  if (!part.exists) return absent;
  return part.number ?? (/^[-+]?[0-9]+%?$/.test(part.text) ? Number.parseInt(part.text, 10) : 0);
}
