/** A key with what is nested in it, and the text at the end: `metadata`, `annotations`, `name` to a value. */
export interface Addition {
  readonly keys: readonly string[];
  readonly value: string;
}

const LINE_BREAK = /\r\n|\n|\r/g;

/** Where the line starts that a place is in. */
export function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return start;
}

/** The next line break from a place on; at the end of the text, the one that others of the text are like. */
export function lineBreakAfter(
  text: string,
  at: number,
): { readonly end: number; readonly lineBreak: string } {
  LINE_BREAK.lastIndex = at;
  const match = LINE_BREAK.exec(text);
  if (match !== null) return { end: match.index + match[0].length, lineBreak: match[0] };
  return { end: text.length, lineBreak: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n' };
}

/** What stands before a place in its line; undefined when it is not just spaces. */
export function indentationOf(text: string, at: number): string | undefined {
  const before = text.slice(startOfLine(text, at), at);
  return /^ *$/.test(before) ? before : undefined;
}

/** The lines of an addition in block style. */
export function blockLines({ keys, value }: Addition, indent: string, step: string): string[] {
  return keys.map((key, depth) => {
    const line = `${indent}${step.repeat(depth)}${key}:`;
    return depth === keys.length - 1 ? `${line} ${value}` : line;
  });
}
