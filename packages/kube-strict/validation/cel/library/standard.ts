import { characterCost } from '../budget.ts';
import { type Functions, overload } from './overload.ts';

/** Code points: what a text has, whatever it is stored as. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const size = [
  overload(['string'], (text) => BigInt(countCharacters(text))),
  overload(['bytes'], (bytes) => BigInt(bytes.length)),
  overload(['list'], (list) => BigInt(list.size)),
  overload(['map'], (map) => BigInt(map.size)),
];

/** cel-go common/stdlib/standard.go, but for operators, conversions and regular expressions. */
export const STANDARD: Functions = {
  size,
  contains: [
    overload(
      ['string', 'string'],
      (text, part) => text.includes(part),
      (text, part) => characterCost(text.length) * characterCost(part.length),
    ),
  ],
  endsWith: [
    overload(
      ['string', 'string'],
      (text, end) => text.endsWith(end),
      (text) => characterCost(text.length),
    ),
  ],
  startsWith: [
    overload(
      ['string', 'string'],
      (text, start) => text.startsWith(start),
      (text) => characterCost(text.length),
    ),
  ],
};
