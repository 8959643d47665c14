import * as fc from 'fast-check';

/** A token, and what it is in the grammar, so that a test knows which change of it no grammar allows. */
export interface Part {
  readonly text: string;
  readonly is:
    | 'open'
    | 'close'
    | 'comma'
    | 'operator'
    | 'default-assign'
    | 'assign'
    | 'value'
    | 'word'
    | 'end';
}

type Parts = readonly Part[];

const part = (is: Part['is'], text: string): Part => ({ is, text });
const value = (text: string): Parts => [part('value', text)];
const COMMA = part('comma', ',');
/** Ends a statement: what follows is on a new line. */
const END = part('end', '\n');

const name = fc.constantFrom('a', 'b1', '_x', 'Upper', 'input', 'helper');
const constant = fc.constantFrom(
  'true',
  'false',
  'null',
  '0',
  '12',
  '-1',
  '1.5e3',
  '"s"',
  '"a\\n\\u00e9"',
  '`raw "`',
);
const reference = fc
  .tuple(name, fc.array(fc.constantFrom('.a', '.b_c', '["k"]', '[0]', '[_]'), { maxLength: 3 }))
  .map(([head, rest]) => value(head + rest.join('')));

function bracketed(open: string, items: readonly Parts[], close: string): Parts {
  const between = items.flatMap((item, index) => (index === 0 ? item : [COMMA, ...item]));
  return [part('open', open), ...between, part('close', close)];
}

const { expression, body } = fc.letrec<{ expression: Parts; body: Parts; literal: Parts }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    constant.map(value),
    reference,
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => bracketed('[', items, ']')),
    fc.array(tie('expression'), { minLength: 1, maxLength: 3 }).map((items) => bracketed('{', items, '}')),
    fc
      .array(fc.tuple(fc.constantFrom('"k"', '"l"'), tie('expression')), { minLength: 1, maxLength: 3 })
      .map((items) =>
        bracketed(
          '{',
          items.map(([key, of]) => [...value(key), part('operator', ':'), ...of]),
          '}',
        ),
      ),
    fc
      .tuple(
        fc.constantFrom('count(', 'regex.match(', 'helper('),
        fc.array(tie('expression'), { minLength: 1, maxLength: 2 }),
      )
      .map(([call, args]) => bracketed(call, args, ')')),
    fc
      .tuple(reference, fc.constantFrom('==', '!=', '<=', '>', '+', '*', '%', '&'), constant)
      .map(([left, by, right]) => [
        part('open', '('),
        ...left,
        part('operator', by),
        ...value(right),
        part('close', ')'),
      ]),
    fc
      .tuple(reference, tie('body'))
      .map(([item, of]) => [part('open', '['), ...item, part('operator', '|'), ...of, part('close', ']')]),
  ),
  literal: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(reference, fc.constantFrom('==', '!=', '<', '>='), tie('expression'))
      .map(([left, by, right]) => [...left, part('operator', by), ...right]),
    reference.map((of) => [part('word', 'not'), ...of]),
    fc
      .tuple(fc.constantFrom('x', 'y'), tie('expression'))
      .map(([to, of]) => [...value(to), part('assign', ':='), ...of]),
    fc.tuple(reference, reference).map(([item, of]) => [...item, part('word', 'in'), ...of]),
    reference.map((of) => [part('word', 'some'), ...value('x'), part('word', 'in'), ...of]),
    fc
      .tuple(reference, tie('body'))
      .map(([of, all]) => [
        part('word', 'every'),
        ...value('x'),
        part('word', 'in'),
        ...of,
        part('open', '{'),
        ...all,
        part('close', '}'),
      ]),
  ),
  body: fc
    .array(tie('literal'), { minLength: 1, maxLength: 3 })
    .map((literals) => literals.flatMap((one, index) => (index === 0 ? one : [END, ...one]))),
}));

const IF = part('word', 'if');
const block = (of: Parts): Parts => [IF, part('open', '{'), ...of, part('close', '}')];

const rule: fc.Arbitrary<Parts> = fc.oneof(
  fc
    .tuple(fc.constantFrom('AddSwapRequest', 'other', 'a.b'), constant)
    .map(([head, of]) => [
      part('word', 'default'),
      ...value(head),
      part('default-assign', ':='),
      ...value(of),
      END,
    ]),
  body.map((of) => [...value('CopyFileRequest'), ...block(of), END]),
  fc
    .tuple(expression, body)
    .map(([of, when]) => [...value('a'), part('assign', ':='), ...of, ...block(when), END]),
  fc
    .tuple(expression, body)
    .map(([of, when]) => [...value('helper(x, y)'), part('assign', '='), ...of, ...block(when), END]),
  expression.map((of) => [...value('names'), part('word', 'contains'), ...of, END]),
  fc
    .tuple(body, constant)
    .map(([when, of]) => [
      ...value('b1'),
      ...block(when),
      part('word', 'else'),
      part('assign', ':='),
      ...value(of),
      END,
    ]),
);

/** Policies of Rego v1, as tokens with a space between them. */
export const modules: fc.Arbitrary<Parts> = fc
  .array(rule, { minLength: 1, maxLength: 4 })
  .map((rules) => rules.flat());

export function textOf(parts: Parts): string {
  return `package agent_policy\nimport rego.v1\n${parts.map(({ text }) => text).join(' ')}`;
}
