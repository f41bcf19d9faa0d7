import type { LoanBody, LoanFactBody } from '@/api/generated/types.gen';

/** A floating rate is reset by the end of a day, not by people. */
export type ChangeKind = Exclude<LoanFactBody['kind'], 'rate_reset' | 'brought'>;
export type Field = 'amount' | 'part' | 'months' | 'method' | 'yearly_rate';

/** What the form of each kind asks for, beside the day and the reason. */
export const FIELDS: Record<ChangeKind, readonly Field[]> = {
  repayment: ['amount'],
  guarantee: ['amount'],
  collateral: ['amount'],
  waiver: ['part', 'amount'],
  extension: ['months', 'yearly_rate'],
  restructuring: ['months', 'method', 'yearly_rate'],
  write_off: [],
  recovery: ['amount'],
};

export const REQUIRED: ReadonlySet<Field> = new Set<Field>(['amount', 'part', 'months']);

export function kindsFor(loan: LoanBody): readonly ChangeKind[] {
  if (loan.status === 'written_off') return ['recovery'];
  return [
    'repayment',
    'guarantee',
    'collateral',
    'waiver',
    'extension',
    'restructuring',
    'write_off',
  ];
}
