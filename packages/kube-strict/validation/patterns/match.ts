import type { Automaton } from './automaton.ts';
import type { Pattern } from './re2.ts';

/** A pattern that is matched by an automaton. */
export function automatonPattern(source: string, automaton: Automaton): Pattern {
  const ascii = Uint16Array.from({ length: 128 }, (_, point) => classOf(automaton, point));
  return {
    test: (text) => matches(automaton, ascii, text),
    toString: () => `/${source}/`,
  };
}

function matches({ next, accepts, ...automaton }: Automaton, ascii: Uint16Array, text: string): boolean {
  let state = 0;
  for (const char of text) {
    if (accepts[state] === 'always') return true;
    const point = char.codePointAt(0) ?? 0;
    const charClass = ascii[point] ?? classOf(automaton, point);
    state = next[state]?.[charClass] ?? 0;
  }
  return accepts[state] !== 'no';
}

/** The class of the last range that begins at or before a character. */
function classOf({ starts, classes }: Pick<Automaton, 'starts' | 'classes'>, point: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= point) low = middle;
    else high = middle - 1;
  }
  return classes[low] ?? 0;
}
