/**
 * One Idempotency-Key for one thing the user wants.
 *
 * The key stays while the outcome is unknown (the line broke, the server fell): pressing the
 * button again with the same content then asks for the first result instead of doing it twice.
 */
export class Intent {
  private open: { key: string; content: string } | undefined;

  keyFor(content: unknown): string {
    const text = JSON.stringify(content);
    if (this.open?.content !== text) this.open = { key: crypto.randomUUID(), content: text };
    return this.open.key;
  }

  /** The server has answered: whatever is wanted next is a new thing. */
  settle(): void {
    this.open = undefined;
  }
}
