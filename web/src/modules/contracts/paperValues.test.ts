import { expect, test } from 'vitest';
import type { TemplateVariableBody } from '@/api/generated/types.gen';
import { toGiven, toTyped } from './paperValues';

const of = (kind: TemplateVariableBody['kind']): TemplateVariableBody => ({
  name: 'some',
  kind,
  words: { zh: '某', en: 'some' },
  columns: [],
});

test.each([
  ['rate', '4.85', '0.048500'],
  ['number', '12', 12],
  ['money', '1,200.50', '1200.50'],
  ['date', '2027-03-31', '2027-03-31'],
  [
    'table',
    '甲 | 1\n\n乙|2',
    [
      ['甲', '1'],
      ['乙', '2'],
    ],
  ],
  ['party', '甲公司 | 91330100MA', { name: '甲公司', code: '91330100MA' }],
  ['text', '审计', '审计'],
] as const)('%s as it is typed and as it is sent', (kind, typed, given) => {
  expect(toGiven(of(kind), typed, undefined)).toEqual(given);
});

test('what the record says goes as it came while nobody touches it', () => {
  const known = { zh: '借款合同', en: 'Loan contract' };
  const shown = toTyped(of('text'), known) ?? '';
  expect(shown).toBe('借款合同');
  expect(toGiven(of('text'), shown, known)).toBe(known);
  expect(toTyped(of('rate'), '0.8')).toBe('80');
});
