import { expect, it } from 'vitest';
import type { TermsBody } from '@/api/generated/types.gen';
import { draftOf, termsOf } from './draft';

const TERMS: TermsBody = {
  kind: 'credit_loan',
  name: '税票贷',
  name_en: 'Invoice loan',
  summary: '凭发票申请。',
  summary_en: 'Granted on invoices.',
  min_amount: { amount: '50000.00', currency: 'CNY' },
  max_amount: { amount: '3000000.00', currency: 'CNY' },
  min_term_months: 3,
  max_term_months: 24,
  method: 'equal_instalment',
  day_count: 'act_360',
  pricing: [
    { grade: 'A', yearly_rate: '-0.0010' },
    { grade: 'B', yearly_rate: '0.0435' },
  ],
  fee_bps: 150,
  days_to_money: 2,
  purposes: ['working_capital'],
  conditions: [
    { fact: 'score', op: 'ge', value: '600' },
    { fact: 'province', op: 'in', value: ['320000'] },
  ],
  required_documents: ['business_licence'],
  rate_base: 'lpr',
  tenor_steps: [{ over_months: 12, more: '0.0030' }],
  green_steps: [{ saving: '0.1000', less: '0.0010' }],
  pilot_regions: ['320000'],
  collateral: [{ kind: 'equipment', lending_share: '0.7000' }],
  valid_from: '2025-01-01',
  valid_to: null,
};

it('comes back from the editor as it went in', () => {
  expect(termsOf(draftOf(TERMS))).toMatchObject(TERMS);
});

it.each([
  { min_amount: 'many' },
  { fee_percent: '' },
  { name: '' },
  { pricing: [{ grade: 'A' as const, percent: 'x' }] },
  { conditions: [{ fact: 'score', op: 'ge' as const }] },
])('is not whole with %o', (wrong) => {
  expect(termsOf({ ...draftOf(TERMS), ...wrong })).toBeUndefined();
});
