import fc from 'fast-check';

/** Strings that one YAML reader or another takes for something else, and pieces that make such strings. */
// biome-ignore format: a table
export const NASTY = [
  'on', 'yes', 'y', 'N', 'off', 'True', 'null', '~', '', 'nan', '.nan', '.inf', '-.INF', '=', '<<',
  '0644', '0o17', '0O17', '0X1F', '0b1', '0B1', '0b-1', '1e3', '1_000', '6e_0', '-_8', '0_x1F', '.7_1', '-0', '+1', '1.', '.5', '1.0',
  '9007199254740993', '12:30:45', '190:20:30.15', '2024-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00',
  '\tx', '\t', ' ', 'x ', ' x', ' \n', '\n', '\n\n', 'a\n', 'a\n\n', '\na', '  a\nb\n', 'a\n \n', 'a \nb', 'a\n\tb\n', '\ta\nb\n', 'a\r\nb\r\n', '\r',
  'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\u007fb', '\ufeffa', 'a\u0080b', 'a\uffffb', '\u0000', '\u001b[0m', '\u00a0',
  '- a', '-', '--- a', '---', 'a\n---\nb\n', '...', '# a', 'a # b', 'a: b', 'a:', ': a', '? a', '?', '&a', '*a', '!a', '!!str a', '|', '>', '%a', '@a', '`a',
  '"a"', "'a'", `"'`, 'a\\nb', '{a', '[a', '}', ']', ',', 'a, b', '日本語', '😀', 'ä', 'word '.repeat(400), 'x'.repeat(2000),
];

/** A string of nasty pieces and of any characters. */
export const nastyString = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...NASTY.filter((text) => text.length < 100)) },
      fc.constantFrom('\n', ' ', '\t', '_', '0', 'x', '.', '-', ':', '#', '"', "'"),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** Any JSON value made of nasty strings, as values and as keys. */
export const nastyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    nastyString,
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(nastyString, tie('value'), { maxKeys: 4 }),
  ),
})).value;
