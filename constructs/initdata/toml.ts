/** Characters that no TOML 1.0 string may hold as they are: control characters but tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/;

/**
 * A literal block, whose text stands exactly as it is between the quotes.
 *
 * @throws when the text cannot stand in one: it has `'''`, ends in a quote, or has control characters
 */
export function literalBlock(text: string): string {
  const body = text.endsWith('\n') ? text : `${text}\n`;
  if (body.includes("'''") || CONTROL.test(body)) {
    throw new Error("text cannot stand in a TOML literal block: it has ''' or a control character");
  }
  return `'''\n${body}'''`;
}

/** A string on one line. JSON's escapes are a subset of TOML's. */
export function basicString(text: string): string {
  return JSON.stringify(text);
}

/**
 * A string over several lines, for text such as PEM that needs no escapes.
 *
 * @throws when it would need some
 */
export function multilineString(text: string): string {
  if (/["\\]/.test(text) || CONTROL.test(text)) {
    throw new Error('text needs escapes in a TOML string');
  }
  return `"""\n${text}"""`;
}
