import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { DraftSaver, type Draft, type SaveState } from './draftSaver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saver() {
  const sent: [number, Partial<Draft>][] = [];
  const told: SaveState['kind'][] = [];
  const refuse = { next: false };
  const send = (version: number, edit: Partial<Draft>): Promise<ApplicationBody> => {
    sent.push([version, edit]);
    if (refuse.next) return Promise.reject(new Error('refused'));
    return Promise.resolve({ version: version + 1 } as ApplicationBody);
  };
  return { sent, told, refuse, saver: new DraftSaver(1, send, ({ kind }) => told.push(kind)) };
}

test('what is typed in one go is saved once', async () => {
  const { sent, told, saver: one } = saver();
  one.change({ term_months: 6 });
  one.change({ purpose: 'equipment' });
  await vi.advanceTimersByTimeAsync(700);

  expect(sent).toEqual([[1, { term_months: 6, purpose: 'equipment' }]]);
  expect(told.at(-1)).toBe('saved');
});

test('the next request names the version of the answer before', async () => {
  const { sent, saver: one } = saver();
  one.change({ term_months: 6 });
  const first = one.flush();
  await vi.advanceTimersByTimeAsync(0); // the first request is on its way
  one.change({ term_months: 9 });

  await first;
  expect(await one.flush()).toBe(3);
  expect(sent.map(([version]) => version)).toEqual([1, 2]);
});

test('what was refused stays and goes with the next change', async () => {
  const { sent, told, refuse, saver: one } = saver();
  refuse.next = true;
  one.change({ term_months: 99 });
  await expect(one.flush()).rejects.toThrow('refused');
  expect(told.at(-1)).toBe('failed');

  refuse.next = false;
  one.change({ purpose: 'equipment' });
  await one.flush();
  expect(sent.at(-1)).toEqual([1, { term_months: 99, purpose: 'equipment' }]);
});

test('nothing is sent when nothing waits', async () => {
  const { sent, saver: one } = saver();
  expect(await one.flush()).toBe(1);
  expect(sent).toEqual([]);
});
