import { describe, expect, it } from 'vitest';
import { afterSignIn } from './afterSignIn';
import { estimateInstalment } from './instalment';
import { isLogin } from './loginRules';

describe('the estimate of an equal instalment', () => {
  // Checked against the closed formula with 50 decimals.
  it.each([
    [100_000_000n, 485n, 12, 8_553_876n],
    [100_000_000n, 600n, 12, 8_606_643n],
    [100_000_000n, 435n, 36, 2_967_993n],
    [1_000_000n, 0n, 3, 333_333n],
    [5_000_000_000n, 385n, 360, 23_440_412n],
  ])('%s 分 at %s bps over %s months', (principal, rate, months, monthly) => {
    expect(estimateInstalment(principal, rate, months).monthlyMinor).toBe(monthly);
  });

  it('counts as interest what is paid above the principal', () => {
    const { monthlyMinor, interestMinor } = estimateInstalment(100_000_000n, 485n, 12);
    expect(interestMinor).toBe(monthlyMinor * 12n - 100_000_000n);
  });
});

it.each([
  ['13800138000', true],
  ['wang@example.cn', true],
  ['12800138000', false],
  ['1380013800', false],
  ['wang@example', false],
  ['', false],
  [undefined, false],
])('%s as a login: %s', (text, fits) => {
  expect(isLogin(text)).toBe(fits);
});

it.each([
  [undefined, '/enterprise'],
  ['/enterprise/applications?status=late', '/enterprise/applications?status=late'],
  ['/operations', '/enterprise'],
  ['/enterprises', '/enterprise'],
  ['//evil.example/enterprise', '/enterprise'],
  ['https://evil.example/enterprise', '/enterprise'],
])('after signing in, %s leads to %s', (next, page) => {
  expect(afterSignIn({ portal: 'enterprise' }, next)).toBe(page);
});
