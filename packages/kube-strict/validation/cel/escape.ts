const RESERVED =
  'true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while';
const SYMBOLS: Readonly<Record<string, string>> = {
  __: 'underscores',
  '.': 'dot',
  '-': 'dash',
  '/': 'slash',
};
const CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SYMBOLS).map(([symbol, name]) => [name, symbol]),
);
const KEYWORD = new RegExp(`^(?:${RESERVED})$`);

/**
 * The name of a field in expressions: what is no identifier is spelled out, `foo-bar` as `foo__dash__bar`
 * (k8s.io/apiserver pkg/cel/escaping.go).
 *
 * @returns undefined for a name that cannot be written in an expression
 */
export function escapeName(name: string): string | undefined {
  if (KEYWORD.test(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) return undefined;
  return name.replaceAll(/__|[-./]/g, (symbol) => `__${SYMBOLS[symbol]}__`);
}

/** @returns undefined when a name is not what `escapeName` makes */
export function unescapeName(escaped: string): string | undefined {
  let fine = true;
  const name = escaped.replaceAll(/__([^_]+)__/g, (whole, content: string) => {
    const symbol = Object.hasOwn(CHARACTERS, content) ? CHARACTERS[content] : undefined;
    if (symbol !== undefined) return symbol;
    fine &&= KEYWORD.test(content) && whole === escaped;
    return content;
  });
  return fine ? name : undefined;
}
