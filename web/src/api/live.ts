import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type * as calls from './generated/sdk.gen';

export interface LiveMessage {
  name: string;
  subject_id: string;
  position: number;
}

/**
 * Which reads an event makes old. Without any rule an event refreshes the reads of its own room;
 * a room adds rules in `live.ts` for events of other rooms that change what its pages show.
 */
export interface LiveRule {
  /** Beginning of the event name, such as `contracts.` or `servicing.loan_opened`. */
  event: string;
  reads: readonly (keyof typeof calls)[];
}

const ADDRESS = '/api/v1/live';
const LOCK = 'rongqu-live';
const GATHER_MS = 80;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export function isMadeOldBy(
  names: ReadonlySet<string>,
  rules: readonly LiveRule[],
  key: QueryKey,
): boolean {
  const [read] = key;
  if (typeof read !== 'object' || read === null || !('_id' in read)) return false;
  const { _id, tags } = read as { _id: string; tags?: readonly string[] };
  for (const name of names) {
    if (tags?.includes(name.slice(0, name.indexOf('.')))) return true;
    const told = rules.some(
      (rule) => name.startsWith(rule.event) && rule.reads.some((known) => known === _id),
    );
    if (told) return true;
  }
  return false;
}

/** Grows with each failure, with some chance in it so that not everybody returns at once. */
export function waitBeforeReconnect(failures: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  return longest / 2 + (Math.random() * longest) / 2;
}

/** Turns messages into refreshed reads; those within a blink count as one. */
class Refresher {
  private names = new Set<string>();
  private timer: number | undefined;

  constructor(
    private readonly queries: QueryClient,
    private readonly rules: readonly LiveRule[],
  ) {}

  heard(message: LiveMessage): void {
    this.names.add(message.name);
    this.timer ??= window.setTimeout(() => this.refresh(), GATHER_MS);
  }

  /** Before the stream opened, or in a gap of it, nobody knows what was missed. */
  missed(): void {
    void this.queries.invalidateQueries(undefined, { cancelRefetch: false });
  }

  stop(): void {
    window.clearTimeout(this.timer);
  }

  private refresh(): void {
    const names = this.names;
    this.names = new Set();
    this.timer = undefined;
    void this.queries.invalidateQueries({
      predicate: (query) => isMadeOldBy(names, this.rules, query.queryKey),
    });
  }
}

type Told = { kind: 'heard'; message: LiveMessage } | { kind: 'missed' };

/** Keeps one stream open through failures until `stopped`. */
function listen(tell: (told: Told) => void, stopped: AbortSignal): void {
  let failures = 0;
  const connect = (): void => {
    if (stopped.aborted) return;
    const source = new EventSource(ADDRESS);
    const close = (): void => source.close();
    stopped.addEventListener('abort', close);
    source.onopen = () => {
      failures = 0;
      tell({ kind: 'missed' });
    };
    source.onmessage = ({ data }: MessageEvent<string>) =>
      tell({ kind: 'heard', message: JSON.parse(data) as LiveMessage });
    source.onerror = () => {
      source.close();
      stopped.removeEventListener('abort', close);
      window.setTimeout(connect, waitBeforeReconnect(failures++));
    };
  };
  connect();
}

/**
 * Hears what happens and refreshes what is on screen. Returns the way to stop.
 *
 * A browser opens six connections to one host: with a stream in each tab the seventh tab would
 * hang. So one tab holds the stream and tells the others; when it closes, the next one takes over.
 */
export function startLive(queries: QueryClient, rules: readonly LiveRule[]): () => void {
  const refresher = new Refresher(queries, rules);
  const stop = new AbortController();
  const take = (told: Told): void => {
    if (told.kind === 'heard') refresher.heard(told.message);
    else refresher.missed();
  };
  stop.signal.addEventListener('abort', () => refresher.stop());

  if (!('locks' in navigator)) {
    listen(take, stop.signal);
    return () => stop.abort();
  }
  const others = new BroadcastChannel(LOCK);
  others.onmessage = ({ data }: MessageEvent<Told>) => take(data);
  stop.signal.addEventListener('abort', () => others.close());
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      stop.signal.addEventListener('abort', () => resolve());
      listen((told) => {
        take(told);
        others.postMessage(told);
      }, stop.signal);
    });
  navigator.locks.request(LOCK, { signal: stop.signal }, lead).catch((reason: unknown) => {
    if (!stop.signal.aborted) throw reason;
  });
  return () => stop.abort();
}
