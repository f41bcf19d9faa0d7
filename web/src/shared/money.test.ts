import { describe, expect, it } from 'vitest';
import { formatExact, formatShort, fromMinor, moneyFromText, toMinor } from './money';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });

describe('minor units', () => {
  it.each([
    ['0', 0n],
    ['0.5', 50n],
    ['123.45', 12345n],
    ['-123.45', -12345n],
    ['90071992547409.93', 9007199254740993n], // above what a binary number holds exactly
  ])('reads %s exactly', (text, minor) => {
    expect(toMinor(text)).toBe(minor);
  });

  it.each(['', '1,000', '1.234', '1e3', ' 1', '１'])('refuses %j', (text) => {
    expect(() => toMinor(text)).toThrow('Not an amount');
  });

  it.each([0n, 5n, -5n, 99n, -100n, 12345n])('writes %s so that it reads back', (minor) => {
    expect(toMinor(fromMinor(minor).amount)).toBe(minor);
  });
});

describe('what a person types', () => {
  it.each([
    ['100', 'wan', '1000000.00'],
    ['12.3456', 'wan', '123456.00'],
    ['12.345678', 'wan', '123456.78'],
    ['1,234.5', 'yuan', '1234.50'],
    ['1，234', 'yuan', '1234.00'],
  ] as const)('takes %s in %s', (text, unit, amount) => {
    expect(moneyFromText(text, unit)).toEqual(yuan(amount));
  });

  it.each(['', 'abc', '-1', '1.234', '1.2.3', '1e5'])('refuses %j', (text) => {
    expect(moneyFromText(text)).toBeUndefined();
  });
});

describe('amounts as a person says them', () => {
  it.each([
    ['9999.99', '9,999.99 元', 'CNY 9,999.99'],
    ['10000.00', '1 万元', 'CNY 10,000.00'],
    ['125000.00', '12.5 万元', 'CNY 125,000.00'],
    ['1234567.80', '123.46 万元', 'CNY 1.23 million'],
    ['100000000.00', '1 亿元', 'CNY 100 million'],
    ['320000000.00', '3.2 亿元', 'CNY 320 million'],
    ['-125000.00', '-12.5 万元', 'CNY -125,000.00'],
    ['0.00', '0.00 元', 'CNY 0.00'],
  ])('%s', (amount, chinese, english) => {
    expect(formatShort(yuan(amount), 'zh-CN')).toBe(chinese);
    expect(formatShort(yuan(amount), 'en')).toBe(english);
  });

  it('keeps every digit in the exact form', () => {
    expect(formatExact(yuan('1234567.8'), 'zh-CN')).toBe('1,234,567.80 元');
    expect(formatExact({ amount: '-0.05', currency: 'USD' }, 'zh-CN')).toBe('USD -0.05');
  });
});
