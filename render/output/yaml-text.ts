import { Document, Pair, Scalar, YAMLMap } from 'yaml';

/** Words, paths, addresses and the like, which every reader takes for text. Most texts are, and need no closer look. */
const CLEARLY_TEXT = /^(?!(?:y|yes|n|no|on|off|true|false|null)$)[a-z/](?:[\w./:@=+-]*[\w./@=+-])?$/i;

/** Characters that Go's reader refuses (`is_printable` and the reader of go-yaml) or takes for a line break, even in quotes. */
const NEEDS_ESCAPE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * Strings that the `yaml` package would leave plain, or put into a block, and that a Go reader takes for something else.
 * Each was found by writing random strings and reading them with kubectl and kustomize.
 */
function needsQuotes(text: string): boolean {
  return (
    // Go reads 0O17, 0X1F and 0B1 too; YAML 1.1 and 1.2 know lower case only, or none.
    /^[-+]?0[xXoObB]/.test(text) ||
    // Go drops underscores anywhere in a number: `6e_0`, `-_8`, `0_x1F`.
    (text.includes('_') && /^[-+\d._xXoObBa-fA-F]+$/.test(text)) ||
    // Kustomize makes a time of `2001-1-1`, which YAML 1.1 does not ask for.
    /^\d{4}-\d/.test(text) ||
    // A block must not begin with a tab (a parse error in Go), and one of blanks alone loses them.
    /^[ \n]*(?:\t|$)/.test(text) ||
    // The merge and value keys of YAML 1.1.
    text === '<<' ||
    text === '=' ||
    text.search(NEEDS_ESCAPE) !== -1
  );
}

/** A text as the key of a mapping, without the colon. @param indent what stands before each line but the first */
export function keyText(text: string, indent: string): string {
  // Longer ones the package writes in another way: readers look for the colon on the next 1024 characters only.
  if (text.length <= 1024 && CLEARLY_TEXT.test(text)) return text;
  const pair = pairText(scalarOf(text), new Scalar(0));
  return pair.slice(0, -': 0\n'.length).replaceAll('\n', `\n${indent}`);
}

/** A text as a value. @param indent what stands before each line but the first */
export function valueText(text: string, indent: string): string {
  if (CLEARLY_TEXT.test(text)) return text;
  const pair = pairText(new Scalar('v'), scalarOf(text));
  return pair.slice('v: '.length, -'\n'.length).replaceAll('\n  ', `\n${indent}`);
}

function scalarOf(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  if (needsQuotes(text)) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** A mapping of one key and one value, both of them scalars. */
function pairText(key: Scalar, value: Scalar): string {
  const map = new YAMLMap<Scalar, Scalar>();
  map.items.push(new Pair(key, value));
  const document = new Document<YAMLMap<Scalar, Scalar>>(map, { compat: 'yaml-1.1' });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  // They stand in double quotes only, see needsQuotes; the package leaves them as they are there.
  return text.replace(
    NEEDS_ESCAPE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
