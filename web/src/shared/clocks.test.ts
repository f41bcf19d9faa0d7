import { describe, expect, it } from 'vitest';
import { formatRelative, formatWhen } from './dates';
import { timeLeft } from './deadline';

const NOW = Date.parse('2026-11-22T04:00:00Z');

describe('dates', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026-11-22T06:05:00Z', '2026-11-22 14:05'],
    ['2026-11-22T16:30:00Z', '2026-11-23 00:30'], // already the next day where business happens
    ['2026-11-22T23:59:00+08:00', '2026-11-22 23:59'],
  ])('%s reads %s', (value, text) => {
    expect(formatWhen(value)).toBe(text);
  });

  it.each([
    ['2026-11-22T01:00:00Z', '3小时前'],
    ['2026-11-22T03:59:30Z', '现在'],
    ['2026-11-24T05:00:00Z', '后天'],
  ])('%s is %s', (value, words) => {
    expect(formatRelative(value, NOW, 'zh-CN')).toBe(words);
  });
});

describe('time left', () => {
  it.each([
    ['2026-11-24T07:30:00Z', { urgency: 'calm', days: 2, hours: 3, minutes: 30 }],
    ['2026-11-22T07:59:00Z', { urgency: 'soon', days: 0, hours: 3, minutes: 59 }],
    ['2026-11-22T04:00:00Z', { urgency: 'soon', days: 0, hours: 0, minutes: 0 }],
    ['2026-11-22T02:45:00Z', { urgency: 'late', days: 0, hours: 1, minutes: 15 }],
  ])('until %s', (dueAt, left) => {
    expect(timeLeft(dueAt, NOW)).toEqual(left);
  });
});
