import { ValueCount } from '../../value-count.ts';
import { OTHER_YAML } from './other-yaml.ts';

const [NEWLINE, SPACE, HASH, DASH, DOT, PERCENT] = [0x0a, 0x20, 0x23, 0x2d, 0x2e, 0x25];

/** Goes through a text by the lines that have content: neither blank nor only a comment. */
export class Cursor {
  /** Where the content of the line starts, or what is left of it. */
  at = 0;
  /** Where the line ends, without its line break. */
  end = 0;
  /** Column of `at`, from 0; -1 when there is no further line. */
  indent = -1;
  readonly values = new ValueCount();

  constructor(
    readonly text: string,
    start: number,
  ) {
    this.goTo(start);
  }

  /** Goes to the first line with content from the start of a line on. */
  goTo(start: number): void {
    const { text } = this;
    for (let line = start; line < text.length; ) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const code = text.charCodeAt(at);
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      if (at < end && code !== HASH) {
        if (at === line && startsSpecial(text, at, code)) throw OTHER_YAML;
        this.at = at;
        this.end = end;
        this.indent = at - line;
        return;
      }
      line = end + 1;
    }
    this.at = text.length;
    this.end = text.length;
    this.indent = -1;
  }

  /** Makes the line in which something ends that started on an earlier one the current line. */
  endIn(at: number): void {
    const newline = this.text.indexOf('\n', at);
    this.end = newline < 0 ? this.text.length : newline;
  }

  nextLine(): void {
    this.goTo(this.end + 1);
  }

  /** Goes on in the same line, where something starts that is nested in it. */
  skip(count: number): void {
    this.at += count;
    this.indent += count;
  }

  /** Whether an item of a list starts here. */
  atItem(): boolean {
    if (this.text.charCodeAt(this.at) !== DASH) return false;
    const next = this.text.charCodeAt(this.at + 1);
    return next === SPACE || next === NEWLINE || this.at + 1 === this.text.length;
  }

  /** Where the first character is that is no space. */
  skipSpaces(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }

  /** Whether there is nothing left of the line but a comment. */
  atEndOfLine(at: number): boolean {
    if (at >= this.end) return true;
    return this.text.charCodeAt(at) === HASH && this.text.charCodeAt(at - 1) === SPACE;
  }
}

/** Markers and directives. */
function startsSpecial(text: string, at: number, code: number): boolean {
  if (code === PERCENT) return true;
  return (code === DASH || code === DOT) && (text.startsWith('---', at) || text.startsWith('...', at));
}
