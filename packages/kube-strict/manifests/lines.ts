/** Lines and columns of a text that is part of a file. */
export class Lines {
  private starts: number[] | undefined;

  /** @param first line of the file, from 1, on which the text starts */
  constructor(
    private readonly text: string,
    private readonly first: number,
  ) {}

  /** Line of the file and column of the line, both from 1; columns are UTF-16 code units. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.lineStarts();
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: this.first + low, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** Where a line of the file stands in the text, without its line break; undefined for a line that is elsewhere. */
  range(line: number): { readonly start: number; readonly end: number } | undefined {
    const starts = this.lineStarts();
    const start = starts[line - this.first];
    if (start === undefined) return undefined;
    let end = starts[line - this.first + 1] ?? this.text.length;
    while (end > start && '\r\n'.includes(this.text[end - 1] ?? '-')) end -= 1;
    return { start, end };
  }

  private lineStarts(): readonly number[] {
    if (this.starts !== undefined) return this.starts;
    const starts = [0];
    for (const { 0: lineBreak, index } of this.text.matchAll(/\r\n|[\r\n]/g))
      starts.push(index + lineBreak.length);
    this.starts = starts;
    return starts;
  }
}
