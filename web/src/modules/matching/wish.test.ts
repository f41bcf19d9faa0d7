import { expect, it } from 'vitest';
import { amountOf, wishOf } from './wish';

it.each([
  ['50', '500000.00'],
  ['120.5', '1205000.00'],
  ['0.01', '100.00'],
  ['0', undefined],
  ['', undefined],
  ['many', undefined],
  ['-5', undefined],
])('%s 万 is %s yuan', (wan, yuan) => {
  expect(amountOf(wan)).toBe(yuan);
});

it('reads the address, and takes what it does not know for not said', () => {
  expect(wishOf({ wan: '50', months: '24', purpose: 'equipment' })).toEqual({
    wan: '50',
    months: 24,
    purpose: 'equipment',
  });
  expect(wishOf({ months: '7', purpose: 'lottery' })).toEqual({
    wan: '',
    months: 12,
    purpose: undefined,
  });
});
