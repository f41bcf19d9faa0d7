import { describe, expect, it } from 'vitest';
import { codesOf } from '@/shared/codes';
import { normaliseUscc, usccFault } from './uscc';
import { inWan, moneyFromWan } from './wan';

describe('amounts in 万元', () => {
  it.each([
    ['150', '1500000.00'],
    ['0.0001', '1.00'],
    ['-12.5', '-125000.00'],
    ['−1', '-10000.00'],
    ['1,200', '12000000.00'],
  ])('%s is %s', (text, amount) => {
    expect(moneyFromWan(text)).toEqual({ amount, currency: 'CNY' });
  });

  it.each(['', 'abc', '--1', '1.2.3', '0.0000001'])('%s is no amount', (text) => {
    expect(moneyFromWan(text)).toBeUndefined();
  });

  it.each(['1500000.00', '-125000.00', '0.00', '1.00', '0.01'])('%s is shown again', (amount) => {
    expect(moneyFromWan(inWan({ amount, currency: 'CNY' }))?.amount).toBe(amount);
  });
});

describe('the unified social credit code', () => {
  it('is right as it stands on the licence, however it is typed', () => {
    expect(usccFault(normaliseUscc(' ９199 0000 9837 4433 3r '))).toBeUndefined();
  });

  it.each([
    ['9199', 'length'],
    ['9199000098374433IR', 'alphabet'],
    ['9199A000983744333R', 'alphabet'],
    ['91990000983744333T', 'check_character'],
  ])('%s has the fault %s', (code, fault) => {
    expect(usccFault(code)).toBe(fault);
  });
});

it('codes form a tree with names from the top down', () => {
  const codes = codesOf(
    [
      { code: '320000', parent: '', name_zh: '江苏省', name_en: 'Jiangsu' },
      { code: '320500', parent: '320000', name_zh: '苏州市', name_en: 'Suzhou' },
    ],
    'zh-CN',
    ({ parent }) => parent === '',
  );
  expect(codes.tree).toEqual([
    { value: '320000', label: '江苏省', children: [{ value: '320500', label: '苏州市' }] },
  ]);
  expect(codes.nameOf('320500')).toBe('江苏省 苏州市');
  expect(codes.pathOf('320500')).toEqual(['320000', '320500']);
});
