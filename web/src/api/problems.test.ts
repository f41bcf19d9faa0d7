import { describe, expect, it } from 'vitest';
import errorsZh from '@/locales/zh-CN/errors.json';
import errorsEn from '@/locales/en/errors.json';
import { PROBLEM_CODES } from './generated/problem-codes';
import { type ApiError, isProblem, toApiError } from './problems';

const written = { type: '/problems/x', status: 409, code: 'contracts.cannot_sign', params: {} };
const answer = (status: number) =>
  new Response('', { status, headers: { 'X-Correlation-Id': 'c1' } });

describe('what a failed request becomes', () => {
  it('keeps the code of a written problem', () => {
    expect(toApiError(written, answer(409))).toMatchObject({ code: 'contracts.cannot_sign' });
  });

  it('is offline when there was no answer', () => {
    const error = toApiError(new TypeError('Failed to fetch'), undefined) as ApiError;
    expect(isProblem(error, 'common.offline')).toBe(true);
    expect(error.outcomeUnknown).toBe(true);
  });

  it.each([
    ['a gateway page', '<html>Bad gateway</html>', 502, 'common.http'],
    ['an unreadable answer', new SyntaxError('x'), 200, 'common.unreadable'],
  ])('has a code for %s', (_, error, status, code) => {
    expect(toApiError(error, answer(status))).toMatchObject({ code, status });
  });

  it('leaves a cancelled request alone', () => {
    const cancelled = new DOMException('gone', 'AbortError');
    expect(toApiError(cancelled, undefined)).toBe(cancelled);
  });

  it('offers a reference for failures, not for plain refusals', () => {
    const broken = { ...written, status: 500, code: 'common.internal' };
    expect(toApiError(broken, answer(500))).toMatchObject({ reference: 'c1' });
    expect(toApiError(written, answer(409))).toMatchObject({ reference: undefined });
  });
});

it.each([
  ['zh-CN', errorsZh],
  ['en', errorsEn],
])('every code has words in %s', (_, words) => {
  const missing = PROBLEM_CODES.filter((code) => !(code in words));
  expect(missing).toEqual([]);
});
