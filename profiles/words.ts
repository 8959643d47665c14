/** Types of the schema, in words for people who write YAML. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping ("key: value" lines)',
  record: 'a mapping ("key: value" lines)',
};

/** Longer texts are cut in messages. */
const SHOWN = 60;

/** `a`, `a or b`, `a, b or c`. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

/**
 * A value that was found, for a message. What may hold a secret is not shown, since messages end up in the logs of CI:
 * URLs with more than host and path, and all of a PEM text but its first line.
 *
 * @param written the value as it stands in the text, when it is a scalar: `4.20`, not `4.2`
 */
export function describeValue(value: unknown, written?: string): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return mayHoldSecret(value) ? hidden(value) : JSON.stringify(shorten(value));
  return typeof value === 'number' ? `the number ${shorten(written ?? String(value))}` : String(value);
}

/** Cuts what would fill the screen. */
export function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function mayHoldSecret(text: string): boolean {
  const scheme = text.indexOf('://');
  const [beforeSlash = ''] = text.split('/', 1);
  return (
    text.includes('-----BEGIN') ||
    /[?&#][\w-]{1,40}=/.test(text) ||
    (scheme >= 0 && ['@', '?', '#'].some((mark) => text.includes(mark, scheme))) ||
    (beforeSlash.includes(':') && beforeSlash.lastIndexOf('@') > beforeSlash.indexOf(':'))
  );
}

function hidden(text: string): string {
  const scheme = text.indexOf('://');
  const header = /-----BEGIN [A-Z ]{1,40}-----/.exec(text)?.[0];
  if (header !== undefined) return `text with "${header}"`;
  if (scheme >= 0) return `"${shorten(text.slice(0, scheme))}://…"`;
  return text.includes('@') ? 'text with "@"' : 'text with "="';
}
