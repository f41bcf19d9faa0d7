import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { useAction } from './action';
import { ApiError } from './problems';

interface Wish {
  body: { amount: string };
  headers?: Record<string, string>;
}

const offline = new ApiError({ type: '', status: 0, code: 'common.offline', params: {} });
const refused = new ApiError({ type: '', status: 409, code: 'contracts.cannot_sign', params: {} });

const sent = vi.fn<(wish: Wish) => Promise<string>>();
const keysSent = (): (string | undefined)[] =>
  sent.mock.calls.map(([wish]) => wish.headers?.['Idempotency-Key']);

function given() {
  const queries = new QueryClient();
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useAction<string, Error, Wish>({ mutationFn: sent }), {
    wrapper,
  });
  const press = (amount: string) =>
    act(async () => {
      const outcome = result.current
        .mutateAsync({ body: { amount } })
        .catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      return outcome;
    });
  return { queries, press };
}

beforeEach(() => {
  sent.mockReset().mockResolvedValue('done');
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

it('retries a broken line with the same key', async () => {
  sent.mockRejectedValueOnce(offline).mockRejectedValueOnce(offline);
  await given().press('1.00');
  expect(sent).toHaveBeenCalledTimes(3);
  expect(new Set(keysSent()).size).toBe(1);
});

it('asks for the first result when pressed again after the line stayed broken', async () => {
  const { press } = given();
  sent.mockRejectedValueOnce(offline).mockRejectedValueOnce(offline);
  sent.mockRejectedValueOnce(offline).mockRejectedValueOnce(offline);
  expect(await press('1.00')).toBe(offline);
  await press('1.00');
  expect(sent).toHaveBeenCalledTimes(5);
  expect(new Set(keysSent()).size).toBe(1);
});

it('takes a new key for other content, after a refusal and after success', async () => {
  const { press } = given();
  sent.mockRejectedValueOnce(refused);
  await press('1.00');
  await press('1.00');
  await press('1.00');
  await press('2.00');
  expect(new Set(keysSent()).size).toBe(4);
});

it('does not repeat a refused request', async () => {
  sent.mockRejectedValue(refused);
  expect(await given().press('1.00')).toBe(refused);
  expect(sent).toHaveBeenCalledOnce();
});

it('makes everything on screen old after success, but not the session', async () => {
  const { queries, press } = given();
  queries.setQueryData(['session'], {});
  queries.setQueryData([{ _id: 'listLoans' }], {});
  await press('1.00');
  expect(queries.getQueryState([{ _id: 'listLoans' }])?.isInvalidated).toBe(true);
  expect(queries.getQueryState(['session'])?.isInvalidated).toBe(false);
});
