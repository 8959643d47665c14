/**
 * What no text of several lines in TOML 1.0 may hold as it is: control characters but tab and line feed, and halves of
 * surrogate pairs, which are no characters.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const NOT_IN_TOML = /[\0-\x08\x0b-\x1f\x7f\p{Surrogate}]/u;

/**
 * A literal block, whose text stands exactly as it is between the quotes, with a line feed at its end.
 *
 * @throws when the text cannot stand in one: it has `'''`, control characters or half of a surrogate pair
 */
export function literalBlock(text: string): string {
  const body = text.endsWith('\n') ? text : `${text}\n`;
  if (body.includes("'''") || NOT_IN_TOML.test(body)) {
    throw new Error("text cannot stand in a TOML literal block: it has ''' or a control character");
  }
  return `'''\n${body}'''`;
}

/**
 * A string on one line. JSON's escapes are a subset of TOML's; DEL, which JSON leaves as it is, TOML wants escaped.
 *
 * @throws when it holds half of a surrogate pair, which TOML cannot even escape
 */
export function basicString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Error('half of a surrogate pair cannot stand in TOML');
  return JSON.stringify(text).replaceAll('\x7f', '\\u007f');
}

/**
 * A string over several lines, for text such as PEM that needs no escapes.
 *
 * @throws when it would need some
 */
export function multilineString(text: string): string {
  if (/["\\]/.test(text) || NOT_IN_TOML.test(text)) {
    throw new Error('text needs escapes in a TOML string');
  }
  return `"""\n${text}"""`;
}
