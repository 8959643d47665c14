import { isUtf8 } from 'node:buffer';

/** A part of a stream that holds one YAML document, or a text of JSON. */
export interface DocumentText {
  /** Line of the stream, from 1, on which the text starts. */
  readonly line: number;
  /** What cannot be read of it is cut off. */
  readonly text: string;
  /** Why it was cut: it is larger than is read, or not UTF-8 from there on. */
  readonly fault?: 'size' | 'encoding';
}

const BOM = Buffer.from('\ufeff');
const MARKER = /\n(---|\.\.\.)(?=[ \t\r\n])/g;
const LAST_MARKER = /\n(---|\.\.\.)(?=[ \t\r\n]|$)/g;

/**
 * Splits a stream at the markers of YAML, `---` and `...` at the start of a line, which cannot stand inside a document.
 * Holds one document at a time.
 */
export class Splitter {
  /** What has come and not gone. */
  private rest: Buffer = Buffer.alloc(0);
  /** How much of it has no marker. */
  private scanned = 0;
  private line = 1;
  private first = true;
  private tooLarge = false;
  /** Of what is too large: its start, and how many lines were passed over. */
  private head = '';
  private skipped = 0;

  /** @param most bytes that a document may have */
  constructor(private readonly most: number) {}

  /** What is whole with the next bytes of the stream. */
  *add(chunk: Buffer): Generator<DocumentText> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (this.first && this.rest.length < BOM.length) return;
    yield* this.take(MARKER);
    if (this.rest.length > this.most) this.cut();
  }

  /** What is left at the end of the stream. */
  *end(): Generator<DocumentText> {
    yield* this.take(LAST_MARKER);
    if (this.rest.length > 0 || this.tooLarge) yield this.document(this.rest);
  }

  /** Takes what is whole. */
  private *take(marker: RegExp): Generator<DocumentText> {
    if (this.first && this.rest.subarray(0, BOM.length).equals(BOM))
      this.rest = this.rest.subarray(BOM.length);
    this.first = false;
    // A character for each byte, so that offsets are those of the bytes.
    const bytes = this.rest.toString('latin1');
    let start = 0;
    // The last few bytes may be the start of a marker.
    let scanned = Math.max(0, bytes.length - 5);
    marker.lastIndex = this.scanned;
    for (let match = marker.exec(bytes); match !== null; match = marker.exec(bytes)) {
      let end = match.index + 1;
      if (match[1] === '---') {
        if (!this.tooLarge && isProlog(bytes, start, end)) continue;
      } else {
        const newline = bytes.indexOf('\n', end);
        if (newline < 0) {
          scanned = match.index;
          break;
        }
        end = newline + 1;
        // The marker that may follow at once begins with this line break.
        marker.lastIndex = newline;
      }
      yield this.document(this.rest.subarray(start, end));
      start = end;
    }
    this.rest = this.rest.subarray(start);
    this.scanned = Math.max(0, scanned - start);
  }

  /** Forgets what is too large, but for its start and for what may be the start of a marker. */
  private cut(): void {
    const end = this.rest.length - 5;
    if (!this.tooLarge) this.head = this.rest.subarray(0, HEAD).toString();
    this.tooLarge = true;
    this.skipped += countLines(this.rest.subarray(0, end));
    this.rest = Buffer.from(this.rest.subarray(end));
    this.scanned = 0;
  }

  private document(bytes: Buffer): DocumentText {
    const { line } = this;
    this.line += this.skipped + countLines(bytes);
    this.skipped = 0;
    if (this.tooLarge || bytes.length > this.most) {
      const text = this.tooLarge ? this.head : bytes.subarray(0, HEAD).toString();
      this.tooLarge = false;
      return { line, text, fault: 'size' };
    }
    if (isUtf8(bytes)) return { line, text: bytes.toString() };
    return { line, text: validPart(bytes), fault: 'encoding' };
  }
}

/** As much of a text that is too large as is kept. */
const HEAD = 4096;

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** Whether there are only blank lines, comments and directives, which belong to the document that follows. */
function isProlog(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const newline = text.indexOf('\n', at);
    if (!/^(?:%|[ \t\r]*(?:#|$))/.test(text.slice(at, Math.min(newline, at + 200)))) return false;
    at = newline + 1;
  }
  return true;
}

/** The text up to the first byte that is not UTF-8. */
function validPart(bytes: Buffer): string {
  const text = bytes.toString();
  const again = Buffer.from(text);
  return bytes
    .subarray(
      0,
      bytes.findIndex((byte, index) => byte !== again[index]),
    )
    .toString();
}
