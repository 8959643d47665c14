import { isDeepStrictEqual } from 'node:util';
import { type Expression, parseRules, type Rule, type Statement } from './rego-parser.ts';

type Names = ReadonlyMap<string, unknown>;

/** A function, and the types of what it takes; of another type it has no answer, as in the agent's engine. */
interface BuiltIn {
  readonly takes: readonly ('number' | 'string' | 'list' | 'object' | 'any')[];
  readonly call: (...args: readonly never[]) => unknown;
}

/** The functions of Rego that our default policy calls. */
const BUILT_INS: Readonly<Record<string, BuiltIn>> = {
  'bits.and': { takes: ['number', 'number'], call: (a: number, b: number) => Number(BigInt(a) & BigInt(b)) },
  concat: { takes: ['string', 'list'], call: (by: string, parts: readonly string[]) => parts.join(by) },
  count: { takes: ['list'], call: (value: readonly unknown[]) => value.length },
  'object.get': {
    takes: ['object', 'string', 'any'],
    call: (of: Readonly<Record<string, unknown>>, key: string, otherwise: unknown) =>
      Object.hasOwn(of, key) ? of[key] : otherwise,
  },
  'regex.match': {
    takes: ['string', 'string'],
    call: (pattern: string, text: string) => new RegExp(pattern, 'su').test(text),
  },
  split: { takes: ['string', 'string'], call: (text: string, by: string) => text.split(by) },
  sprintf: {
    takes: ['string', 'list'],
    call: (_: string, [code]: readonly unknown[]) =>
      Number.isInteger(code) ? String.fromCodePoint(Number(code)) : undefined,
  },
  startswith: { takes: ['string', 'string'], call: (text: string, start: string) => text.startsWith(start) },
};

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}

/**
 * Evaluates the part of Rego that our default policy is written in, so that its tests need no engine. Not the agent's: that the
 * two agree was seen with regorus 0.2.8 and 0.9.1 on the requests of those tests.
 *
 * @returns what a policy answers to a request; undefined when it has no rule for it
 */
export function policyEvaluator(text: string): (request: string, input: unknown) => unknown {
  const rules = parseRules(text);
  return (request, input) => new Evaluation(rules, input).rule(request, []);
}

class Evaluation {
  readonly #rules: readonly Rule[];
  readonly #input: unknown;

  constructor(rules: readonly Rule[], input: unknown) {
    this.#rules = rules;
    this.#input = input;
  }

  /** The value of a rule or a function. */
  rule(name: string, args: readonly unknown[]): unknown {
    const same = this.#rules.filter((rule) => rule.name === name);
    const values = same
      .filter(({ isDefault }) => !isDefault)
      .flatMap(({ params = [], body, value }) =>
        this.solve(body, new Map(params.map((param, index) => [param, args[index]]))).map((names) =>
          this.value(value, names),
        ),
      )
      .filter((value) => value !== undefined);
    const [first, ...others] = values;
    if (others.some((other) => !isDeepStrictEqual(other, first))) throw new Error(`${name} has two values`);
    if (first !== undefined) return first;
    const byDefault = same.find(({ isDefault }) => isDefault);
    return byDefault && this.value(byDefault.value, new Map());
  }

  /** The names under which all statements hold, once for each way. */
  solve([first, ...rest]: readonly Statement[], names: Names): Names[] {
    if (first === undefined) return [names];
    return this.step(first, names).flatMap((next) => this.solve(rest, next));
  }

  step(statement: Statement, names: Names): Names[] {
    const value = this.value(statement.of, names);
    const holds = (yes: boolean) => (yes ? [names] : []);
    const isTrue = value !== undefined && value !== false;
    switch (statement.kind) {
      case 'test':
        return holds(isTrue);
      case 'not':
        return holds(!isTrue);
      case 'let':
        return value === undefined ? [] : [new Map([...names, [statement.name, value]])];
      case 'some':
        return Array.isArray(value) ? value.map((item) => new Map([...names, [statement.name, item]])) : [];
      case 'every': {
        const { name, body } = statement;
        const every = (item: unknown) => this.solve(body, new Map([...names, [name, item]])).length > 0;
        return holds(typeof value === 'object' && value !== null && Object.values(value).every(every));
      }
    }
  }

  value(expression: Expression, names: Names): unknown {
    switch (expression.kind) {
      case 'value':
        return expression.value;
      case 'name':
        if (expression.name === 'input') return this.#input;
        return names.has(expression.name) ? names.get(expression.name) : this.rule(expression.name, []);
      case 'key': {
        const of = this.value(expression.of, names);
        const key = this.value(expression.key, names);
        if (typeof of !== 'object' || of === null || key === undefined) return undefined;
        return Object.hasOwn(of, String(key)) ? Reflect.get(of, String(key)) : undefined;
      }
      case 'call': {
        const args = expression.args.map((arg) => this.value(arg, names));
        return args.includes(undefined) ? undefined : this.call(expression.name, args);
      }
      case 'list': {
        const items = expression.items.map((item) => this.value(item, names));
        return items.includes(undefined) ? undefined : items;
      }
      case 'object':
        return Object.fromEntries(
          expression.items.map((pair) => pair.map((part) => this.value(part, names))),
        );
      case 'each':
        return this.solve(expression.body, names).map((each) => this.value(expression.item, each));
      case 'compare':
        return this.compare(expression, names);
    }
  }

  compare({ by, left, right }: Expression & { readonly kind: 'compare' }, names: Names): unknown {
    const [a, b] = [this.value(left, names), this.value(right, names)];
    if (a === undefined || b === undefined) return undefined;
    if (by === 'in') return Array.isArray(b) && b.some((one) => isDeepStrictEqual(one, a));
    if (by === '>') return (a as number) > (b as number);
    return isDeepStrictEqual(a, b) === (by === '==');
  }

  call(name: string, args: readonly unknown[]): unknown {
    const builtIn = BUILT_INS[name];
    if (builtIn === undefined) return this.rule(name, args);
    const fits = builtIn.takes.every((type, index) => type === 'any' || type === typeOf(args[index]));
    return fits ? builtIn.call(...(args as never[])) : undefined;
  }
}
