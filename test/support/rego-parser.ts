import { readTokens, type Token } from '../../initdata/rego/tokens.ts';

/** An expression of the part of Rego that our default policy is written in. */
export type Expression =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'key'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly items: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'each'; readonly item: Expression; readonly body: readonly Statement[] }
  | { readonly kind: 'compare'; readonly by: string; readonly left: Expression; readonly right: Expression };

export type Statement =
  | { readonly kind: 'test' | 'not'; readonly of: Expression }
  | { readonly kind: 'let'; readonly name: string; readonly of: Expression }
  | { readonly kind: 'some'; readonly name: string; readonly of: Expression }
  | {
      readonly kind: 'every';
      readonly name: string;
      readonly of: Expression;
      readonly body: readonly Statement[];
    };

export interface Rule {
  readonly name: string;
  readonly isDefault: boolean;
  readonly params?: readonly string[];
  readonly value: Expression;
  readonly body: readonly Statement[];
}

const TRUE: Expression = { kind: 'value', value: true };
const CONSTANTS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

/** Reads rules; throws at anything that is not of the part of Rego that it knows. Tests only. */
export function parseRules(text: string): Rule[] {
  const reading = readTokens(text);
  if ('fault' in reading) throw new Error(reading.fault.found);
  const { tokens } = reading;
  let at = 0;
  const token = (): Token | undefined => tokens[at];
  const is = (...texts: string[]) => token()?.kind !== 'string' && texts.includes(token()?.text ?? '');
  const skip = (...texts: string[]) => is(...texts) && at++ >= 0;
  const take = (...texts: string[]): string => {
    const found = token();
    if (found === undefined || (texts.length > 0 && !is(...texts))) {
      throw new Error(`line ${found?.line}: ${found?.text}, not ${texts.join(' ')}`);
    }
    at++;
    return found.text;
  };

  const until = <T>(end: string, read: () => T): T[] => {
    const items: T[] = [];
    while (!skip(end)) {
      items.push(read());
      if (!skip(',')) {
        take(end);
        break;
      }
    }
    return items;
  };

  /** What follows the first item. */
  const rest = <T>(end: string, read: () => T): T[] => {
    if (skip(',')) return until(end, read);
    take(end);
    return [];
  };

  const primary = (): Expression => {
    const found = token();
    if (found?.kind === 'string') {
      at++;
      const { text: raw } = found;
      return { kind: 'value', value: raw.startsWith('`') ? raw.slice(1, -1) : JSON.parse(raw) };
    }
    if (found?.kind === 'number') return { kind: 'value', value: Number(take()) };
    if (skip('[')) {
      if (skip(']')) return { kind: 'list', items: [] };
      const item = expression();
      if (skip('|')) return { kind: 'each', item, body: statements(']') };
      return { kind: 'list', items: [item, ...rest(']', expression)] };
    }
    if (skip('{')) {
      const first = expression();
      if (skip(':')) {
        const value = expression();
        const pair = () => {
          const key = expression();
          take(':');
          return [key, expression()] as const;
        };
        return {
          kind: 'object',
          items: [[first, value], ...rest('}', pair)],
        };
      }
      return { kind: 'list', items: [first, ...rest('}', expression)] };
    }
    const name = take();
    return name in CONSTANTS ? { kind: 'value', value: CONSTANTS[name] } : { kind: 'name', name };
  };

  const reference = (): Expression => {
    let of = primary();
    let path = of.kind === 'name' ? of.name : undefined;
    while (is('.', '[', '(')) {
      if (skip('.')) {
        const key = take();
        path = path === undefined ? undefined : `${path}.${key}`;
        of = { kind: 'key', of, key: { kind: 'value', value: key } };
      } else if (skip('[')) {
        of = { kind: 'key', of, key: expression() };
        take(']');
        path = undefined;
      } else if (path !== undefined) {
        take('(');
        of = { kind: 'call', name: path, args: until(')', expression) };
        path = undefined;
      } else throw new Error(`line ${token()?.line}: a call of no name`);
    }
    return of;
  };

  const expression = (): Expression => {
    const left = reference();
    if (!is('==', '!=', '>', 'in')) return left;
    return { kind: 'compare', by: take(), left, right: reference() };
  };

  const statement = (): Statement => {
    if (skip('not')) return { kind: 'not', of: expression() };
    if (is('some', 'every')) {
      const kind = take() as 'some' | 'every';
      const name = take();
      take('in');
      const of = reference();
      if (kind === 'some') return { kind, name, of };
      take('{');
      return { kind, name, of, body: statements('}') };
    }
    if (tokens[at + 1]?.text === ':=') {
      const name = take();
      take(':=');
      return { kind: 'let', name, of: expression() };
    }
    return { kind: 'test', of: expression() };
  };

  const statements = (end: string): Statement[] => {
    const all: Statement[] = [];
    while (!skip(end)) {
      all.push(statement());
      skip(';');
    }
    return all;
  };

  take('package');
  take('agent_policy');
  take('import');
  for (const part of ['rego', '.', 'v1']) take(part);
  const rules: Rule[] = [];
  while (token() !== undefined) {
    const isDefault = skip('default');
    const name = take();
    const params = skip('(') ? until(')', take) : undefined;
    const value = skip(':=') ? expression() : TRUE;
    const body = skip('if') ? (skip('{') ? statements('}') : [statement()]) : [];
    rules.push({ name, isDefault, value, body, ...(params !== undefined && { params }) });
  }
  return rules;
}
