import { describe, expect, it } from 'vitest';
import { validateObject } from '../../../validation/validate.ts';
import { widget, widgetCatalog } from '../support/catalogs.ts';

const text = { type: 'string' };

/** What a rule on a list of integers, and a text, finds: rules by their severity. In a time that does not hang anyone. */
function judge(rule: string, spec: { list?: unknown[]; text?: string } = {}): string[] {
  const catalog = widgetCatalog({
    type: 'object',
    properties: {
      list: { type: 'array', items: { type: 'integer' } },
      text,
    },
    'x-kubernetes-validations': [{ rule }],
  });
  const start = performance.now();
  const { findings } = validateObject(widget({ spec }), catalog);
  expect(performance.now() - start).toBeLessThan(15_000);
  return findings.map(({ severity, rule: name, message }) => `${severity} ${name} ${message}`);
}

const integers = Array.from({ length: 20_000 }, (_, index) => index);
const TOO_COSTLY =
  'error api/cel The rules were not all evaluated: the rules cost more to evaluate than a server spends.';
const TOO_LONG = 'warning api/cel-not-evaluated The rules were not all evaluated: it takes too many steps.';

describe('a rule that goes through lists within lists', () => {
  it.each([
    'self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))',
    'self.list.all(a, a in self.list)',
    'self.list.map(a, self.list.filter(b, b > a)).size() > 0',
    'self.list.distinct().size() > 0',
    'sets.equivalent(self.list, self.list)',
    'lists.range(10000000).all(x, x >= 0)',
  ])('%s is refused for its cost, as on the server', (rule) => {
    expect(judge(rule, { list: integers })).toEqual([TOO_COSTLY]);
  });

  it('of ordinary size is evaluated', () => {
    expect(
      judge('self.list.all(a, self.list.exists_one(b, a == b))', { list: integers.slice(0, 200) }),
    ).toEqual([]);
    expect(judge('self.list.all(a, a >= 0) && self.list.isSorted()', { list: integers })).toEqual([]);
  });
});

describe('a rule that makes much of little', () => {
  it('stops where a text becomes too long', () => {
    const grow = `self.text${".replace('x', self.text)".repeat(6)} == ''`;
    expect(judge(grow, { text: 'x'.repeat(5000) })).toEqual([TOO_LONG]);
    expect(
      judge('self.list.map(x, self.text).join() == ""', { list: integers, text: 'x'.repeat(2000) }),
    ).toEqual([TOO_COSTLY]);
  });

  it('stops where a list becomes too long', () => {
    const double = `self.list${'.map(x, [x, x]).flatten()'.repeat(12)}.size() > 0`;
    expect(judge(double, { list: integers })).toEqual([TOO_COSTLY]);
  });

  it('stops where what it compares is large', () => {
    expect(judge('self.list.all(a, self.list == self.list)', { list: integers })).toEqual([TOO_LONG]);
  });
});

describe('a pattern on a long text', () => {
  it.each(['^(a+)+$', '(x+x+)+y', '(a|aa)*b'])('%s takes no more time than the text is long', (pattern) => {
    expect(judge(`!self.text.matches('${pattern}')`, { text: `${'a'.repeat(100_000)}!` })).toEqual([]);
  });

  it('that is itself long is refused for its cost, or left for its work', () => {
    const long = '(a?b?c?d?e?f?g?h?)*'.repeat(40);
    expect(judge(`self.text.matches('${long}')`, { text: 'a'.repeat(100_000) })).toEqual([TOO_COSTLY]);
    expect(judge(`self.text.matches('(?i)(a?){500}')`, { text: 'a'.repeat(20_000) })).toEqual([TOO_LONG]);
  });
});

describe('a search for all matches', () => {
  it('that looks at the whole text for each stops', () => {
    expect(judge("self.text.findAll('a.*b|a').size() > 0", { text: 'a'.repeat(100_000) })).toEqual([
      TOO_LONG,
    ]);
    expect(judge("self.text.findAll('[a-z]').size() == 3000", { text: 'a'.repeat(3000) })).toEqual([]);
  });
});

describe('a great number of findings', () => {
  it('is cut', () => {
    const item = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 0' }] };
    const catalog = widgetCatalog({ type: 'object', properties: { list: { type: 'array', items: item } } });
    const { findings } = validateObject(widget({ spec: { list: integers } }), catalog);
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.rule).toBe('api/more');
  });
});

describe('names that objects of JavaScript have', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is but a key', (name) => {
    const catalog = widgetCatalog({
      type: 'object',
      properties: { map: { type: 'object', additionalProperties: text } },
      'x-kubernetes-validations': [{ rule: `!('${name}' in self.map) && !has(self.map.${name})` }],
    });
    expect(validateObject(widget({ spec: { map: {} } }), catalog).findings).toEqual([]);
    const spec = { map: JSON.parse(`{"${name}": "x"}`) as object };
    expect(validateObject(widget({ spec }), catalog).findings).toHaveLength(1);
  });
});
