import { type CharSet, type Expression, parsePattern } from './syntax.ts';

/**
 * A pattern as a table: reading a text takes one look-up for each character, whatever the pattern. Plain JSON.
 */
export interface Automaton {
  /** Where a class of characters begins, in order; it ends where the next begins. The first is 0. */
  readonly starts: readonly number[];
  /** For each range of `starts` its class. */
  readonly classes: readonly number[];
  /** For each state, for each class, the state after. The first state is where a text begins. */
  readonly next: readonly (readonly number[])[];
  readonly accepts: readonly Acceptance[];
}

/** What a state says of the text so far: it matches, whatever follows; it matches if it ends here; neither. */
export type Acceptance = 'always' | 'at-end' | 'no';

/** Larger tables are not worth it; patterns that need them are matched by re2. */
const MOST_STATES = 400;

/** @returns undefined for a pattern that uses rare syntax or needs too large a table */
export function automatonOf(pattern: string): Automaton | undefined {
  const expression = parsePattern(pattern);
  if (expression === undefined) return undefined;
  const program = new Program();
  const start = program.add(expression, MATCH);
  return start === undefined ? undefined : tabulate(program, start);
}

type Instruction =
  | { readonly kind: 'chars'; readonly set: CharSet; readonly to: number }
  | { readonly kind: 'begin' | 'end'; readonly to: number }
  | { readonly kind: 'split'; readonly to: number[] };

const MATCH = -1;
const MOST_INSTRUCTIONS = 2000;

/** A pattern as a nondeterministic automaton (Thompson's construction), built from its end. */
class Program {
  readonly instructions: Instruction[] = [];

  /** Adds what matches an expression and then goes on at `then`. @returns where it begins; undefined when it is too much */
  add(expression: Expression, then: number): number | undefined {
    switch (expression.kind) {
      case 'chars':
        return this.push({ kind: 'chars', set: expression.set, to: then });
      case 'begin':
      case 'end':
        return this.push({ kind: expression.kind, to: then });
      case 'sequence':
        return expression.parts.reduceRight<number | undefined>(
          (after, part) => (after === undefined ? undefined : this.add(part, after)),
          then,
        );
      case 'choice':
        return this.split(expression.parts.map((part) => this.add(part, then)));
      case 'repeat':
        return this.repeat(expression.part, expression.least, expression.most, then);
    }
  }

  private repeat(part: Expression, least: number, most: number, then: number): number | undefined {
    let begin: number | undefined = then;
    if (most === Number.POSITIVE_INFINITY) {
      const targets = [then];
      begin = this.push({ kind: 'split', to: targets });
      const again = begin === undefined ? undefined : this.add(part, begin);
      if (again === undefined) return undefined;
      targets.push(again);
    } else {
      for (let count = least; count < most && begin !== undefined; count++) {
        begin = this.split([this.add(part, begin), then]);
      }
    }
    for (let count = 0; count < least && begin !== undefined; count++) begin = this.add(part, begin);
    return begin;
  }

  private split(targets: readonly (number | undefined)[]): number | undefined {
    const to = targets.filter((target) => target !== undefined);
    return to.length === targets.length ? this.push({ kind: 'split', to }) : undefined;
  }

  private push(instruction: Instruction): number | undefined {
    if (this.instructions.length >= MOST_INSTRUCTIONS) return undefined;
    return this.instructions.push(instruction) - 1;
  }
}

/** Makes the automaton deterministic: each state is a set of places in the program. */
function tabulate({ instructions }: Program, start: number): Automaton | undefined {
  const { starts, classes, samples } = partition(instructions);
  const sets: number[][] = [];
  const known = new Map<string, number>();
  /** The state of a set of places; at the beginning of the text it is one of its own. */
  const stateOf = (places: readonly number[], atBegin: boolean): number => {
    const set = reach(instructions, places, atBegin, false);
    const key = `${atBegin} ${set.join()}`;
    const state = known.get(key) ?? sets.push(set) - 1;
    known.set(key, state);
    return state;
  };
  stateOf([start], true);
  const next: number[][] = [];
  for (let state = 0; state < sets.length; state++) {
    if (sets.length > MOST_STATES) return undefined;
    const set = sets[state] ?? [];
    // A match may begin anywhere, so each step also starts anew.
    next.push(samples.map((sample) => stateOf([...step(instructions, set, sample), start], false)));
  }
  const accepts = sets.map((set, state): Acceptance => {
    if (set.includes(MATCH)) return 'always';
    return reach(instructions, set, state === 0, true).includes(MATCH) ? 'at-end' : 'no';
  });
  return { starts, classes, next, accepts };
}

/** Divides all characters into classes that no instruction tells apart; of each a sample. */
function partition(instructions: readonly Instruction[]) {
  const sets = [...new Set(instructions.flatMap((one) => (one.kind === 'chars' ? [one.set] : [])))];
  const edges = sets.flatMap((set) => set.flatMap(([first, last]) => [first, last + 1]));
  const starts = [...new Set([0, ...edges])].sort((a, b) => a - b);
  const names = new Map<string, number>();
  const samples: number[] = [];
  const classes = starts.map((point) => {
    const key = sets.map((set) => Number(contains(set, point))).join('');
    const name = names.get(key) ?? samples.push(point) - 1;
    names.set(key, name);
    return name;
  });
  return { starts, classes, samples };
}

function contains(set: CharSet, point: number): boolean {
  return set.some(([first, last]) => first <= point && point <= last);
}

function step(instructions: readonly Instruction[], places: readonly number[], point: number): number[] {
  return places.flatMap((place) => {
    const instruction = instructions[place];
    return instruction?.kind === 'chars' && contains(instruction.set, point) ? [instruction.to] : [];
  });
}

/** All places that are reached without reading a character, in order. */
function reach(
  instructions: readonly Instruction[],
  from: readonly number[],
  atBegin: boolean,
  atEnd: boolean,
): number[] {
  const reached = new Set<number>();
  const open = [...from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    const instruction = instructions[place];
    if (instruction?.kind === 'split') open.push(...instruction.to);
    else if (instruction?.kind === 'begin' && atBegin) open.push(instruction.to);
    else if (instruction?.kind === 'end' && atEnd) open.push(instruction.to);
  }
  return [...reached].sort((a, b) => a - b);
}
