import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../validation/cel/parse.ts';
import { describeExpressions, outcome } from './support/expressions.ts';

// What the language says (cel-spec doc/langdef.md), with what cel-go makes of it.

describeExpressions('numbers', {
  holds: [
    '1 + 2 * 3 == 7',
    '7 / 2 == 3 && -7 / 2 == -3',
    '7 % 3 == 1 && -7 % 3 == -1',
    '1 == 1.0 && 1u == 1 && 1.0 == 1u',
    '1 < 1.5 && 2u > 1 && 1.5 <= 2u',
    '0x10 == 16 && 0x10u == 16u',
    '1e3 == 1000.0',
    '9223372036854775807 > 9223372036854775806',
    '1.0 / 0.0 > 1e308',
    '9007199254740993 == 9007199254740992.0 && 9007199254740993 != 9007199254740992',
    '-(-5) == 5 && -(1.5) < 0.0',
    '-9223372036854775808 < 0',
  ],
  fails: [
    '1 == 2',
    '1.5 == 1',
    'double("NaN") == double("NaN")',
    'double("NaN") < 1.0',
    'double("NaN") >= 1.0',
  ],
  errs: [
    '9223372036854775807 + 1 > 0',
    '-9223372036854775807 - 2 < 0',
    '9223372036854775807 * 2 > 0',
    '1 / 0 == 0',
    '1 % 0 == 0',
    '1u - 2u == 0u',
    '1 + 1.0 == 2.0',
    '"a" < 1',
    '-(-9223372036854775808) > 0',
    '-9223372036854775808 / -1 > 0',
  ],
});

describeExpressions('texts and bytes', {
  holds: [
    '"a" + "b" == "ab"',
    "'single' == \"single\" && '''triple''' == 'triple'",
    String.raw`r'\d' == '\\d'`,
    String.raw`'\u00e9\x41\101' == 'éAA'`,
    'size("é€😀") == 3 && "😀".size() == 1',
    '"a" < "b" && "Z" < "a" && "a" < "aa"',
    // By code points, where UTF-16 has it the other way round.
    '"\uff5e" < "😀"',
    'b"abc" == bytes("abc") && size(b"abc") == 3 && b"a" + b"b" == b"ab"',
    'b"a" < b"b"',
    '"hello".contains("ell") && "hello".startsWith("he") && "hello".endsWith("lo")',
  ],
  fails: [
    '"a" == "A"',
    '"hello".contains("z")',
    '"a" == b"a"',
    '"hello".startsWith("ello")',
    '"a".endsWith("b")',
  ],
  errs: ['"a" + 1 == "a1"', 'size(1) == 1', '"a".contains(1)'],
});

describeExpressions('lists and maps', {
  holds: [
    '[1, 2] + [3] == [1, 2, 3]',
    '1 in [1, 2] && !(3 in [1, 2]) && 1.0 in [1]',
    '"a" in {"a": 1} && !("b" in {"a": 1})',
    '{"a": 1}.a == 1 && {"a": 1}["a"] == 1 && {1: "x"}[1] == "x"',
    '{1: "x"}[1u] == "x"',
    '{"a": 1, "b": 2} == {"b": 2, "a": 1}',
    '[[1], [2]] == [[1.0], [2u]]',
    '[1, 2][1] == 2',
    'size([]) == 0 && size({"a": 1}) == 1 && [1].size() == 1',
    '{"constructor": 1}["constructor"] == 1',
    'true in {true: 1}',
  ],
  fails: ['[1, 2] == [2, 1]', '{"a": 1} == {"a": 2}', '{"a": 1} == {"b": 1}', '[] == {}', '[1] == [1, 2]'],
  errs: [
    '[1][1] == 1',
    '[1][-1] == 1',
    '{"a": 1}.b == 1',
    '{"a": 1}["b"] == 1',
    '[1]["a"] == 1',
    '{"a": 1, "a": 2} == {}',
    '{1.5: 1}[[]] == 1',
    '1 in 1',
    '"a".b == 1',
  ],
});

describeExpressions('logic', {
  holds: [
    'true || 1 / 0 == 0',
    '1 / 0 == 0 || true',
    '!(false && 1 / 0 == 0)',
    '!(1 / 0 == 0 && false)',
    '1 / 0 == 0 || 2 / 0 == 0 || true',
    'true ? true : 1 / 0 == 0',
    'null == null && null != 1',
    '1 != "a"',
  ],
  fails: ['!true', 'false ? true : false', 'null == false', '"1" == 1'],
  errs: ['1 / 0 == 0 || false', 'true && 1 / 0 == 0', '!1', '1 && true', '1 ? true : false', '"a" || false'],
});

describeExpressions('macros', {
  holds: [
    '[1, 2, 3].all(x, x > 0) && ![1, -1].all(x, x > 0)',
    '[].all(x, x > 0) && ![].exists(x, x > 0)',
    '[1, 2].exists(x, x == 2) && ![1].exists(x, x == 2)',
    '[1, 2].exists_one(x, x == 2) && ![2, 2].exists_one(x, x == 2) && ![].exists_one(x, true)',
    '[1, 2, 3].filter(x, x > 1) == [2, 3]',
    '[1, 2].map(x, x * 2) == [2, 4] && [1, 2].map(x, x > 1, x * 2) == [4]',
    '{"a": 1, "b": 2}.all(k, k in ["a", "b"])',
    '{"a": 1, "b": 2}.map(k, k) == ["a", "b"]',
    '[[1], [2]].all(x, x.all(y, y > 0))',
    '[1].all(x, [2].all(x, x == 2) && x == 1)',
    // One that decides makes up for the error of another.
    '![0, 1].all(x, 1 / x > 5)',
    '[0, 1].exists(x, 1 / x == 1)',
    'has({"a": 1}.a) && !has({"a": 1}.b)',
    'has([{"a": {"b": 1}}][0].a.b) && !has([{"a": {"b": 1}}][0].a.c)',
    // A type's name may also be that of a variable.
    '["a"].all(type, type == "a") && ["b"].exists(string, string == "b")',
  ],
  errs: [
    '[0, 1].all(x, 1 / x == 1)',
    '[0].exists(x, 1 / x == 1)',
    '[0, 1].exists_one(x, 1 / x == 1)',
    '[1].all(x, x)',
    '[0].filter(x, 1 / x == 1) == []',
    '[0].map(x, 1 / x) == []',
    '1.all(x, true)',
    'has({"a": 1}.b.c)',
  ],
});

// cel-go ext/comprehensions.go
describeExpressions('macros of two variables', {
  holds: [
    '[1, 2, 3].all(i, v, i < v) && ![0].all(i, v, i < v)',
    '{"a": "b"}.all(k, v, k != v) && {"a": "b"}.exists(k, v, v == "b")',
    '[2, 1].existsOne(i, v, v == 1) && [2, 1].exists_one(i, v, i == v - 2 || i == 5)',
    '[1, 2, 3].transformList(i, v, i * v) == [0, 2, 6]',
    '[1, 2, 3].transformList(i, v, i > 0, v) == [2, 3]',
    '{"a": 1}.transformList(k, v, k) == ["a"]',
    '[5].transformMap(i, v, v + 1) == {0: 6}',
    '{"a": 1, "b": 2}.transformMap(k, v, v > 1, v * 2) == {"b": 4}',
    '{"a": "b"}.transformMapEntry(k, v, {v: k}) == {"b": "a"}',
  ],
  errs: [
    '{"a": "x", "b": "x"}.transformMapEntry(k, v, {v: k}) == {}',
    '[1].transformMapEntry(i, v, v) == {}',
    '[1].transformList(i, v, 1, v) == []',
  ],
});

describeExpressions('conversions and types', {
  holds: [
    'int("42") == 42 && int("-7") == -7 && int(3.9) == 3 && int(-3.9) == -3 && int(5u) == 5',
    'uint("5") == 5u && uint(5) == 5u && uint(2.5) == 2u',
    'double("1.5") == 1.5 && double(2) == 2.0 && double("1e2") == 100.0 && double("-Inf") < 0.0',
    'string(1) == "1" && string(1u) == "1" && string(true) == "true" && string(b"a") == "a"',
    'string(1.5) == "1.5" && string(1000000.0) == "1e+06" && string(123456.0) == "123456"',
    'string(0.00001) == "1e-05" && string(0.0001) == "0.0001" && string(1.0) == "1"',
    'bool("true") && bool("1") && !bool("f")',
    'bytes("é") == b"\\xc3\\xa9"',
    'dyn(1) == 1 && dyn("a") == "a"',
    'type(1) == int && type("a") == string && type(1.0) == double && type(1u) == uint',
    'type([]) == list && type({}) == map && type(null) == null_type && type(true) == bool && type(b"") == bytes',
    'type(timestamp("2026-01-01T00:00:00Z")) == google.protobuf.Timestamp',
    'type(duration("1s")) == google.protobuf.Duration && type(int) == type && type(ip("::1")) == net.IP',
    'type(1) != string',
  ],
  errs: [
    'int("") == 0',
    'int("1.5") == 1',
    'int(" 1") == 1',
    'int("0x10") == 16',
    'int("9223372036854775808") > 0',
    'int(1e30) > 0',
    'int(double("NaN")) == 0',
    'int(18446744073709551615u) > 0',
    'uint(-1) == 0u',
    'uint("-1") == 0u',
    'double("x") == 0.0',
    'double("+NaN") == 0.0',
    'bool("yes")',
    'string(b"\\xff") == ""',
    'string([]) == ""',
    'int([]) == 0',
  ],
});

// cel-go cel/library.go, OptionalTypes
describeExpressions('optionals', {
  holds: [
    'optional.of(1).hasValue() && !optional.none().hasValue()',
    'optional.of(1).value() == 1 && optional.of(1).orValue(2) == 1 && optional.none().orValue(2) == 2',
    'optional.none().or(optional.of(3)).value() == 3',
    // What is not needed is not evaluated.
    'optional.of(1).orValue(1 / 0) == 1 && optional.of(1).or(optional.of(1 / 0)).value() == 1',
    '{"a": {"b": 1}}.?a.b.orValue(0) == 1 && {}.?a.b.orValue(0) == 0 && {"a": {}}.?a.b.orValue(0) == 0',
    '{"a": 1}[?"a"].value() == 1 && ![1][?5].hasValue() && [7][?0].value() == 7',
    'optional.of(1).optMap(x, x + 1).value() == 2 && !optional.none().optMap(x, x + 1).hasValue()',
    'optional.of({"a": 1}).optFlatMap(m, m.?a).value() == 1',
    '!optional.of({}).optFlatMap(m, m.?a).hasValue()',
    '!optional.ofNonZeroValue("").hasValue() && optional.ofNonZeroValue("a").hasValue()',
    '!optional.ofNonZeroValue(0).hasValue() && !optional.ofNonZeroValue([]).hasValue()',
    'optional.of(1) == optional.of(1) && optional.none() == optional.none() && optional.of(1) != optional.none()',
    'optional.unwrap([optional.of(1), optional.none()]) == [1] && [optional.of(1)].unwrapOpt() == [1]',
    '[1, 2].first().value() == 1 && [1, 2].last().value() == 2 && ![].first().hasValue()',
    '!has({}.?a.b) && has({"a": {"b": 1}}.?a.b)',
  ],
  errs: [
    'optional.none().value() == 1',
    '1.orValue(2) == 1',
    'optional.none().or(1) == 1',
    '[1].unwrapOpt() == []',
    'optional.of(1).optFlatMap(x, x) == 1',
    'optional.none().orValue(1 / 0) == 0',
  ],
});

describe('an expression that is not understood', () => {
  it.each([
    ['self.', /./],
    ['1 +', /./],
    ['"unterminated', /./],
    ['[1].all(x.y, true)', /variable|identifier/],
    ['[1].optMap(1, 2)', /simple name/],
    ['has(self)', /has\(\)/],
    ['has(self.a, self.b)', /has|overload|invalid/],
    ['unheardOf(1)', /function unheardOf is not known with 1 arguments/],
    ['self.unheardOf(1)', /function unheardOf is not known with 2 arguments/],
    ['self.size(1, 2)', /function size is not known/],
    ['other == 1', /name other is not known/],
    ['[1].all(x, y == 1)', /name y is not known/],
    ['[x].all(x, true)', /name x is not known/],
    ['optional.of(v).optMap(v, v)', /name v is not known/],
    ['cel.bind(x, 1, x == 1)', /./],
    ['Message{a: 1}', /./],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, /./],
    [`${'!'.repeat(250)}true`, /nested too deep/],
  ])('%s is refused with a reason', (source, reason) => {
    expect(() => parseExpression(source, ['self'])).toThrow(reason);
  });

  it('tells the reason in one line', () => {
    expect(() => parseExpression('self.a ==\n  [1', ['self'])).toThrow(/^[^\n]+$/);
  });
});

describe('a long chain', () => {
  it('is not deep', () => {
    const many = Array.from({ length: 3000 }, (_, index) => `${index} == ${index}`);
    expect(outcome(many.join(' && '))).toBe('true');
    expect(outcome(`!(${many.map((part) => `!(${part})`).join(' || ')})`)).toBe('true');
  });
});
