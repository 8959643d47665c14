import { expect, it } from 'vitest';
import { describeExpressions, outcome } from './support/expressions.ts';

// cel-go ext/strings.go, version 2: what its documentation and tests say.

describeExpressions('parts of texts', {
  holds: [
    '"hello".charAt(4) == "o" && "hello".charAt(5) == "" && "a😀b".charAt(2) == "b"',
    '"tacocat".substring(4) == "cat" && "tacocat".substring(0, 4) == "taco" && "ta©o😀".substring(3, 5) == "o😀"',
    '"abc".substring(3) == "" && "abc".substring(1, 1) == ""',
    '"hello mellow".indexOf("ello") == 1 && "hello mellow".indexOf("jello") == -1',
    '"hello mellow".indexOf("") == 0 && "hello mellow".indexOf("", 2) == 2',
    '"hello mellow".indexOf("ello", 2) == 7 && "hello mellow".indexOf("ello", 20) == -1',
    '"😀a".indexOf("a") == 1 && "😀a😀a".indexOf("a", 2) == 3',
    '"".indexOf("a") == -1 && "".indexOf("") == 0',
    '"hello mellow".lastIndexOf("ello") == 7 && "hello mellow".lastIndexOf("") == 12',
    '"hello mellow".lastIndexOf("ello", 6) == 1 && "hello mellow".lastIndexOf("jello") == -1',
    '"😀a😀a".lastIndexOf("a") == 3 && "abc".lastIndexOf("c", 9) == -1 && "".lastIndexOf("a") == -1',
  ],
  errs: [
    '"hello".charAt(-1) == ""',
    '"hello".charAt(6) == ""',
    '"tacocat".substring(40) == ""',
    '"tacocat".substring(-1) == ""',
    '"tacocat".substring(1, 50) == ""',
    '"tacocat".substring(3, 1) == ""',
    '"a".indexOf("a", -1) == 0',
    '"a".lastIndexOf("a", -1) == 0',
    '1.charAt(0) == ""',
  ],
});

describeExpressions('changed texts', {
  holds: [
    '"TacoCÆt".lowerAscii() == "tacocÆt" && "TacoCæt".upperAscii() == "TACOCæT"',
    '"  \\ttrim\\n ".trim() == "trim" && "\\u2003x\\u3000".trim() == "x" && "\\u200bx".trim() == "\\u200bx"',
    '"".trim() == "" && " ".trim() == ""',
    '"hello hello".replace("he", "we") == "wello wello" && "hello hello".replace("he", "we", 1) == "wello hello"',
    '"hello hello".replace("he", "we", 0) == "hello hello" && "hello hello".replace("he", "we", -1) == "wello wello"',
    '"12 days 12 hours".replace("{0}", "2") == "12 days 12 hours"',
    '"ab".replace("", "-") == "-a-b-" && "ab".replace("", "-", 1) == "-ab" && "".replace("", "x") == "x"',
    '"ab".replace("", "-", 2) == "-a-b"',
    '"a$b".replace("$", "$&") == "a$&b"',
    '"hello world".split(" ") == ["hello", "world"] && "a".split(" ") == ["a"] && "".split(" ") == [""]',
    '"a b c".split(" ", 0) == [] && "a b c".split(" ", 1) == ["a b c"]',
    '"a b c".split(" ", 2) == ["a", "b c"] && "a b c".split(" ", -1) == ["a", "b", "c"]',
    '"a😀".split("") == ["a", "😀"] && "".split("") == [] && "abc".split("", 2) == ["a", "bc"]',
    '["x", "y"].join() == "xy" && ["x", "y"].join("-") == "x-y" && [].join("-") == ""',
    String.raw`strings.quote("a\"b\n\\") == "\"a\\\"b\\n\\\\\"" && strings.quote("é") == "\"é\""`,
  ],
  errs: ['[1].join() == "1"', '["a", 1].join("-") == ""', '1.trim() == ""', '"a".replace(1, "b") == ""'],
});

it.each([
  ['"%s is %d".format(["a", 5])', 'a is 5'],
  ['"%s %s %s %s".format([true, 1.5, null, b"x"])', 'true 1.5 null x'],
  ['"%d %x %X %o %b".format([10, 255, 255, 8, 5])', '10 ff FF 10 101'],
  ['"%b %x".format([true, "ab"])', '1 6162'],
  // Beyond what a number is written with by the locale.
  ['"%.21f".format([1.5])', `1.5${'0'.repeat(20)}`],
  ['"%.101f".format([-1234.5])', `-1,234.5${'0'.repeat(99)}`],
  ['"%.30f".format([1e22])', `10,000,000,000,000,000,000,000.${'0'.repeat(30)}`],
  ['"%f %.2f".format([3.14, 2.71828])', '3.140000 2.72'],
  ['"%.0f".format([1234567.0])', '1,234,567'],
  ['"100%%".format([])', '100%'],
  ['"%s".format([[1, "a", 2.0, {"k": b"v", "a": null}]])', '[1, "a", 2.000000, {"a":null, "k":b"v"}]'],
  [
    '"%s %s".format([timestamp("2023-02-03T23:31:20+00:00"), duration("1h45m47s")])',
    '2023-02-03T23:31:20Z 6347s',
  ],
  ['"%s %s".format([type("a"), 5u])', 'string 5'],
  ['"%s".format([[duration("1s"), timestamp(0)]])', '[duration("1s"), timestamp("1970-01-01T00:00:00Z")]'],
  ['"%d".format(["a"])', 'error: %d takes an integer, and was given string'],
  ['"%f".format([1])', 'error: %f takes a double, and was given int'],
  ['"%d %d".format([1])', 'error: index 1 out of range'],
  ['"%z".format([1])', 'error: unrecognized formatting clause'],
  ['"%".format([1])', 'error: unrecognized formatting clause'],
])('%s gives %s', (source, text) => {
  expect(outcome(source)).toBe(text);
});
