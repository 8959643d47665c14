import type { Writable } from 'node:stream';

/** A chunk for each small text would cost more than the text. */
const CHUNK = 64 * 1024;

/** Writes text to a stream, no faster than it is taken, so that what is not yet taken does not fill the memory. */
export class Output {
  private pending: string[] = [];
  private size = 0;

  constructor(private readonly stream: Writable) {}

  /** Keeps a text until the next flush. */
  add(text: string): void {
    this.pending.push(text);
    this.size += text.length;
  }

  /** Whether it is time to flush. */
  get isFull(): boolean {
    return this.size >= CHUNK;
  }

  async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.size = 0;
    // A reader that has gone takes nothing more; the program ends as if it had read all.
    if (text === '' || this.stream.destroyed || this.stream.write(text)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        for (const event of ['drain', 'close', 'error']) this.stream.off(event, done);
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) this.stream.on(event, done);
    });
  }
}
