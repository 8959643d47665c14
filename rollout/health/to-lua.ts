import { LocalNames } from './local-names.ts';
import { type Expr, type HealthRules, type Path, pathsOf, type Text } from './rules.ts';

/**
 * The rules as a health check of Argo CD: a Lua script with global `obj`, returning `{status, message}`.
 *
 * Argo CD runs a custom check with gopher-lua (Lua 5.1) without the libraries string, math, io, debug and coroutine
 * (argo-cd, util/lua/lua.go `runLua`), and takes an error for the health Unknown. So the script uses functions of the
 * base library alone, and none of its helpers fails on a value of an unexpected type.
 */
export function toLua(health: HealthRules): string {
  const lua = new LuaWriter(pathsOf(health));
  const rules = health.rules.flatMap(({ status, when, message }) => [
    `if ${lua.condition(when)} then`,
    `  return ${lua.result(status, message)}`,
    'end',
  ]);
  const otherwise = `return ${lua.result(health.otherwise.status, health.otherwise.message)}`;
  return `${[...lua.head(), '', ...rules, '', otherwise].join('\n')}\n`;
}

/** Helper functions; a script has those that it uses. */
const HELPERS = {
  get: [
    '-- The value under these keys, or nil where there is none.',
    'local function get(value, ...)',
    '  for _, key in ipairs({...}) do',
    '    if type(value) ~= "table" then return nil end',
    '    value = value[key]',
    '  end',
    '  return value',
    'end',
  ],
  item: [
    '-- The item of a list whose field has this value, or nil where there is none.',
    'local function item(list, field, value)',
    '  if type(list) ~= "table" then return nil end',
    '  for _, candidate in ipairs(list) do',
    '    if get(candidate, field) == value then return candidate end',
    '  end',
    'end',
  ],
  oneOf: [
    'local function oneOf(value, list)',
    '  for _, wanted in ipairs(list) do',
    '    if value == wanted then return true end',
    '  end',
    '  return false',
    'end',
  ],
  same: [
    '-- Whether two values are the same text or the same number.',
    'local function same(a, b)',
    '  return a == b and (type(a) == "string" or type(a) == "number")',
    'end',
  ],
  more: ['local function more(value, bound)', '  return type(value) == "number" and value > bound', 'end'],
  empty: [
    '-- Whether a value is no list, or a list without items.',
    'local function empty(value)',
    '  return type(value) ~= "table" or value[1] == nil',
    'end',
  ],
  text: [
    '-- A text or number for a message, or else what to say when there is none.',
    'local function text(value, orElse)',
    '  if type(value) == "number" then return tostring(value) end',
    '  if type(value) == "string" and value ~= "" then return value end',
    '  return orElse',
    'end',
  ],
} as const;

type Helper = keyof typeof HELPERS;

/** Writes expressions, and remembers the helpers that they use. */
class LuaWriter {
  readonly #helpers = new Set<Helper>();
  readonly #names: LocalNames;
  readonly #locals: string[];

  constructor(paths: readonly Path[]) {
    this.#names = new LocalNames(paths, Object.keys(HELPERS));
    this.#locals = paths.map((path) => `local ${this.#names.of(path)} = ${this.#read(path)}`);
  }

  head(): string[] {
    const helpers = (Object.keys(HELPERS) as Helper[]).filter((name) => this.#helpers.has(name));
    return [...helpers.flatMap((name) => [...HELPERS[name], '']), ...this.#locals];
  }

  result(status: string, message: readonly Text[]): string {
    return `{status = ${quote(status)}, message = ${message.map((part) => this.#text(part)).join(' .. ')}}`;
  }

  condition(expr: Expr): string {
    if ('all' in expr) return expr.all.map((part) => this.condition(part)).join('\n  and ');
    if ('not' in expr) {
      const calls = 'in' in expr.not || 'same' in expr.not || 'more' in expr.not || 'empty' in expr.not;
      return calls ? `not ${this.condition(expr.not)}` : `not (${this.condition(expr.not)})`;
    }
    if ('present' in expr) return `${this.#names.of(expr.present)} ~= nil`;
    if ('eq' in expr) return `${this.#names.of(expr.eq[0])} == ${literal(expr.eq[1])}`;
    if ('in' in expr) return this.#call('oneOf', expr.in[0], `{${expr.in[1].map(quote).join(', ')}}`);
    if ('same' in expr) return this.#call('same', expr.same[0], this.#names.of(expr.same[1]));
    if ('more' in expr) return this.#call('more', expr.more[0], String(expr.more[1]));
    return this.#call('empty', expr.empty);
  }

  #text(part: Text): string {
    return typeof part === 'string' ? quote(part) : this.#call('text', part.path, quote(part.orElse));
  }

  #call(helper: Helper, path: Path, ...rest: string[]): string {
    this.#helpers.add(helper);
    return `${helper}(${[this.#names.of(path), ...rest].join(', ')})`;
  }

  /** The expression that reads a path. */
  #read(path: Path): string {
    this.#helpers.add('get');
    let value = 'obj';
    let keys: string[] = [];
    const get = () => (keys.length === 0 ? value : `get(${[value, ...keys.map(quote)].join(', ')})`);
    for (const step of path) {
      if (typeof step === 'string') {
        keys.push(step);
      } else {
        this.#helpers.add('item');
        value = `item(${[get(), ...step.where.map(quote)].join(', ')})`;
        keys = [];
      }
    }
    return get();
  }
}

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

/** A string of Lua 5.1: the escapes of JSON, but for `\u`, which it does not have. */
function quote(text: string): string {
  const quoted = JSON.stringify(text);
  if (quoted.includes('\\u')) throw new Error(`A Lua string cannot hold ${quoted}`);
  return quoted;
}
