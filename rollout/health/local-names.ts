import type { Path, PathStep } from './rules.ts';

/** Reserved words of Lua 5.1, and the object itself. */
const RESERVED = [
  ...['and', 'break', 'do', 'else', 'elseif', 'end', 'false', 'for', 'function', 'if', 'in', 'local', 'nil'],
  ...['not', 'or', 'repeat', 'return', 'then', 'true', 'until', 'while', 'obj', 'type', 'ipairs', 'tostring'],
];

/**
 * A short name for each path: its last step, with as many of those before as keep the names apart, or a number where
 * they do not. No name made of steps has an underscore.
 */
export class LocalNames {
  readonly #names = new Map<string, string>();

  constructor(paths: readonly Path[], taken: readonly string[]) {
    const used = new Set([...RESERVED, ...taken]);
    for (const [index, path] of paths.entries()) {
      const name =
        candidates(path).find((one) => isName(one) && !used.has(one) && unique(one, paths)) ??
        `value_${index + 1}`;
      used.add(name);
      this.#names.set(JSON.stringify(path), name);
    }
  }

  of(path: Path): string {
    const name = this.#names.get(JSON.stringify(path));
    if (name === undefined) throw new Error(`No name for ${JSON.stringify(path)}`);
    return name;
  }
}

/** Names of a path, shortest first. A field of a list item is never named without its item. */
function candidates(path: Path): string[] {
  const item = path.findLastIndex((step) => typeof step !== 'string');
  const shortest = item < 0 ? path.length - 1 : item;
  return path.slice(0, shortest + 1).map((_, index) => nameOf(path.slice(shortest - index)));
}

function isName(name: string): boolean {
  return /^[a-z]/.test(name);
}

function unique(name: string, paths: readonly Path[]): boolean {
  return paths.filter((path) => candidates(path).includes(name)).length === 1;
}

function nameOf(steps: Path): string {
  const words = steps.flatMap((step) => wordsOf(step));
  return words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
}

function wordsOf(step: PathStep): string[] {
  const text = typeof step === 'string' ? step : step.where[1];
  return text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
