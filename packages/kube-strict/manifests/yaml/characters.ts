import { Unreadable } from '../unreadable.ts';

/** What go-yaml's reader refuses (`yaml_parser_update_buffer` in readerc.go), and a byte order mark that is not the first. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const REFUSED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|(?!^)\ufeff/;
/** Line breaks of YAML 1.1 that YAML 1.2 does not know. */
const OTHER_BREAKS = /\r(?!\n)|[\x85\u2028\u2029]/g;

/**
 * A text with line breaks that every reader knows, character for character as long as it was.
 *
 * @throws Unreadable when a character cannot be in YAML
 */
export function withPlainBreaks(text: string): string {
  const refused = REFUSED.exec(text);
  if (refused !== null) {
    const code = (refused[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `The character U+${code} cannot be in YAML.`;
    throw new Unreadable(
      'yaml/character',
      refused.index,
      message,
      'Remove it, or write it as an escape in double quotes.',
    );
  }
  return text.replace(OTHER_BREAKS, '\n');
}
