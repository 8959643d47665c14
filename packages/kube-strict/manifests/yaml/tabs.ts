import type { Range } from '../tree/source-node.ts';
import { Unreadable } from '../unreadable.ts';

/** A tab before the first token of a line, or before that of an item of a list. */
const LEADING_TAB = /^ *(?:- *)*\t/gm;

/**
 * Go takes no tab before a token that could be a key, not even on a line that is else empty or has a comment
 * (`yaml_parser_scan_to_next_token` in scannerc.go); the `yaml` package lets some pass.
 *
 * @param opaque where tabs do no harm, in the order of the text: in quotes, block scalars and brackets
 * @param plain scalars without quotes, in whose later lines a tab is a blank
 * @throws Unreadable at the first such tab
 */
export function checkTabs(text: string, opaque: readonly Range[], plain: readonly Range[]): void {
  for (const { 0: indent, index } of text.matchAll(LEADING_TAB)) {
    const inside = ({ start, end }: Range) => start < index && index < end;
    if (opaque.some(inside) || (indent !== '\t' && plain.some(inside))) continue;
    const message =
      'A tab cannot stand here: a server takes only spaces at the start of a line and after "-".';
    throw new Unreadable(
      'yaml/syntax',
      index + indent.length - 1,
      message,
      'Replace it by spaces, or remove it.',
    );
  }
}
