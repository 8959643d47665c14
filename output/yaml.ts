import { Document, Scalar, visit } from 'yaml';

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

/**
 * YAML text of a JSON object or list, such that Go's readers get back exactly that value: no anchors, no folded lines,
 * block literals for text of several lines. Ends with a line break.
 * Values that are not JSON are not looked for; `emitChecked` does.
 */
export function emitYaml(value: unknown): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && needsQuotes(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      // Go has no negative zero among integers.
      if (node.value === 0) node.value = 0;
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  // They stand in double quotes only, see needsQuotes; the package leaves them as they are there.
  return text.replace(
    NEEDS_ESCAPE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
