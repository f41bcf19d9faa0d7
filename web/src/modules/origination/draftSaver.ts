import type { ApplicationBody } from '@/api/generated/types.gen';

export type Draft = Pick<ApplicationBody, 'amount' | 'term_months' | 'purpose' | 'explanation'>;

export type SaveState = { kind: 'saved' } | { kind: 'saving' } | { kind: 'failed'; error: unknown };

type Send = (version: number, edit: Partial<Draft>) => Promise<ApplicationBody>;

const PAUSE_MS = 600;

/**
 * Saves what is typed: after a short pause, one request at a time, what was typed meanwhile in the
 * next one. What could not be saved stays and goes with the next change.
 */
export class DraftSaver {
  private waiting: Partial<Draft> = {};
  private line: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private version: number,
    private readonly send: Send,
    private readonly tell: (state: SaveState) => void,
  ) {}

  change(edit: Partial<Draft>): void {
    this.waiting = { ...this.waiting, ...edit };
    this.tell({ kind: 'saving' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush().catch(() => undefined), PAUSE_MS);
  }

  /** Everything is saved, or it throws why not. Returns the version that a submission names. */
  async flush(): Promise<number> {
    clearTimeout(this.timer);
    const turn = this.line.then(() => this.sendWaiting());
    this.line = turn.catch(() => undefined); // told already: the next in line still gets its turn
    await turn;
    return this.version;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async sendWaiting(): Promise<void> {
    const edit = this.waiting;
    if (Object.keys(edit).length === 0) return;
    this.waiting = {};
    try {
      const saved = await this.send(this.version, edit);
      this.version = saved.version;
    } catch (error) {
      this.waiting = { ...edit, ...this.waiting };
      this.tell({ kind: 'failed', error });
      throw error;
    }
    if (Object.keys(this.waiting).length === 0) this.tell({ kind: 'saved' });
  }
}
