/** What Go's net/mail ParseAddress takes: one address, with or without a name, comments, or a group around it. */
export function isEmail(text: string): boolean {
  const parser = new AddressParser(text);
  return parser.address(true) === 1 && parser.comments() && parser.atEnd();
}

/** Visible characters, any beyond ASCII included (isVchar). */
const VISIBLE = '!-~\\u0080-\\uffff';
const ATOM = new RegExp(`(?:(?![()<>\\[\\]:;@\\\\,"])[${VISIBLE}])+`, 'y');
/** In a name, Go also takes what has a meaning elsewhere, but for `<`, `>`, `:` and quotes. */
const NAME_ATOM = new RegExp(`(?:(?![<>:"])[${VISIBLE}])+`, 'y');
const QUOTED = new RegExp(`"((?:(?!["\\\\])[${VISIBLE} \\t]|\\\\[${VISIBLE} \\t])*)"`, 'y');
const DOMAIN_LITERAL = /\[(?:IPv6:)?[0-9A-Fa-f:.]+\]/y;

class AddressParser {
  private at = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.at === this.text.length;
  }

  /** How many addresses are read; not a number when there is a fault. */
  address(groupAllowed: boolean): number {
    this.spaces();
    const start = this.at;
    if (this.addrSpec()) {
      this.spaces();
      return this.text[this.at] !== '(' || this.comments() ? 1 : Number.NaN;
    }
    this.at = start;
    if (this.text[this.at] !== '<' && !this.phrase()) return Number.NaN;
    this.spaces();
    if (groupAllowed && this.take(/:/y)) return this.group();
    return this.take(/</y) && this.addrSpec() && this.take(/>/y) ? 1 : Number.NaN;
  }

  /** Skips blanks and comments, which may be nested; false when one has no end. */
  comments(): boolean {
    this.spaces();
    while (this.take(/\(/y)) {
      let depth = 1;
      for (; depth > 0; this.at++) {
        const char = this.text[this.at];
        if (char === undefined) return false;
        if (char === '\\' && this.at + 1 < this.text.length) this.at++;
        else if (char === '(') depth++;
        else if (char === ')') depth--;
      }
      this.spaces();
    }
    return true;
  }

  private group(): number {
    this.spaces();
    if (this.take(/;/y)) return 0;
    for (let count = 0; ; ) {
      count += this.address(false);
      if (Number.isNaN(count) || !this.comments()) return Number.NaN;
      if (this.take(/;/y)) return count;
      if (!this.take(/,/y)) return Number.NaN;
    }
  }

  private addrSpec(): boolean {
    this.spaces();
    const quoted = this.match(QUOTED);
    if (quoted === undefined ? !this.dotAtom() : quoted === '""') return false;
    if (!this.take(/@/y)) return false;
    this.spaces();
    return this.dotAtom() || this.take(DOMAIN_LITERAL);
  }

  private dotAtom(): boolean {
    const atom = this.match(ATOM);
    return atom !== undefined && !atom.startsWith('.') && !atom.endsWith('.') && !atom.includes('..');
  }

  private phrase(): boolean {
    let words = 0;
    for (; ; words++) {
      this.spaces();
      if (!(this.text[this.at] === '"' ? this.take(QUOTED) : this.take(NAME_ATOM))) return words > 0;
    }
  }

  private spaces(): void {
    this.take(/[ \t]+/y);
  }

  private take(pattern: RegExp): boolean {
    return this.match(pattern) !== undefined;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
