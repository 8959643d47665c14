import { Unreadable } from './unreadable.ts';

/** A value takes some hundred bytes of memory until its document is judged. All pods of a large cluster are a million. */
const MOST = 3_000_000;

/** Counts the values of a document, of which a few bytes of text can be one. */
export class ValueCount {
  private count = 0;

  /** @throws Unreadable when there are too many */
  add(start: number): void {
    this.count += 1;
    if (this.count > MOST)
      throw new Unreadable('yaml/size', start, `The document holds more than ${MOST} values.`, 'Split it.');
  }
}
