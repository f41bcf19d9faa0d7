import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isMadeOldBy, startLive, waitBeforeReconnect, type LiveRule } from './live';

// The rules of the rooms name generated calls; these stand in for them.
const rules = [{ event: 'servicing.', reads: ['getApplication'] }] as unknown as LiveRule[];
const application = [{ _id: 'getApplication', tags: ['origination'] }];
const products = [{ _id: 'listProducts', tags: ['catalog'] }];

describe('what an event makes old', () => {
  it.each([
    ['its own room', 'catalog.product_published.v1', products, true],
    ['another room', 'catalog.product_published.v1', application, false],
    ['a read named by a rule', 'servicing.loan_closed.v1', application, true],
    ['the session', 'identity.signed_in.v1', ['session'], false],
  ])('%s', (_, name, key, old) => {
    expect(isMadeOldBy(new Set([name]), rules, key)).toBe(old);
  });
});

it('waits longer with each failure, never more than half a minute', () => {
  for (const failures of [0, 1, 4, 20]) {
    const longest = Math.min(30_000, 500 * 2 ** failures);
    const wait = waitBeforeReconnect(failures);
    expect(wait).toBeGreaterThanOrEqual(longest / 2);
    expect(wait).toBeLessThanOrEqual(longest);
  }
});

class FakeStream {
  static opened: FakeStream[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: () => void;
  closed = false;
  constructor() {
    FakeStream.opened.push(this);
  }
  close(): void {
    this.closed = true;
  }
}

describe('the stream', () => {
  let queries: QueryClient;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeStream);
    vi.stubGlobal('navigator', {}); // one tab, and a browser without locks
    FakeStream.opened = [];
    queries = new QueryClient();
    queries.setQueryData(products, {});
    queries.setQueryData(application, {});
    stop = startLive(queries, rules);
  });

  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const isOld = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;
  const hear = (name: string) =>
    FakeStream.opened.at(-1)?.onmessage?.({
      data: JSON.stringify({ name, subject_id: '1', position: 1 }),
    });

  it('refreshes what an event is about, well within a second', async () => {
    hear('catalog.product_published.v1');
    await vi.advanceTimersByTimeAsync(100);
    expect([isOld(products), isOld(application)]).toEqual([true, false]);
  });

  it('comes back after a break and then takes everything for old', async () => {
    FakeStream.opened[0]?.onerror?.();
    expect(FakeStream.opened[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    FakeStream.opened[1]?.onopen?.();
    expect([isOld(products), isOld(application)]).toEqual([true, true]);
  });

  it('is closed for good when stopped', async () => {
    stop();
    expect(FakeStream.opened[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeStream.opened).toHaveLength(1);
  });
});
