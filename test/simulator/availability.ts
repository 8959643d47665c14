/** Whether the API answers. Everything in the cluster stands still while it does not. */
export class Availability {
  private readonly reasons = new Set<string>();
  private readonly listeners: (() => void)[] = [];

  get up(): boolean {
    return this.reasons.size === 0;
  }

  /** Why it does not answer. */
  get reason(): string {
    return [...this.reasons].join(', ');
  }

  down(reason: string): void {
    this.reasons.add(reason);
  }

  restore(reason: string): void {
    if (this.reasons.delete(reason) && this.up) for (const listener of this.listeners) listener();
  }

  /** Tells each time that it answers again. */
  onUp(listener: () => void): void {
    this.listeners.push(listener);
  }
}
