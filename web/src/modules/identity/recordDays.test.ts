import { expect, test } from 'vitest';
import { dayEnds, dayStarts } from './recordDays';

test('a day is a whole day in Shanghai', () => {
  expect(dayStarts('2026-11-22')).toBe('2026-11-22T00:00:00+08:00');
  expect(dayEnds('2026-11-22')).toBe('2026-11-23T00:00:00+08:00');
  expect(dayEnds('2026-12-31')).toBe('2027-01-01T00:00:00+08:00');
});

test('no day is no limit', () => {
  expect(dayStarts(undefined)).toBeUndefined();
  expect(dayEnds(undefined)).toBeUndefined();
});
