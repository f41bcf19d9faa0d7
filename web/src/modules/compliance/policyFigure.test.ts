import { expect, test } from 'vitest';
import { policyFigure, tomorrowInShanghai } from './policyFigure';

test.each([
  ['700', 'score', '700'],
  ['20000000', 'CNY', '20,000,000'],
  ['1234.50', 'CNY', '1,234.5'],
  ['0.0120', 'ratio', '1.2%'],
  ['0', 'ratio', '0%'],
  ['0.5', 'ratio', '50%'],
  ['1.5', 'factor', '1.5'],
])('%s as %s reads %s', (value, unit, text) => {
  expect(policyFigure(value, unit)).toBe(text);
});

test('tomorrow is a day of Shanghai', () => {
  expect(tomorrowInShanghai(new Date('2026-11-22T15:59:00Z'))).toBe('2026-11-23');
  expect(tomorrowInShanghai(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-24');
});
