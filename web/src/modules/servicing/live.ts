import type { LiveRule } from '@/app/contracts';

/** A repayment waits for the bank: what the bank says changes what a loan's page shows. */
export const live: readonly LiveRule[] = [
  { event: 'payments.', reads: ['getLoan', 'listRepayments'] },
  { event: 'servicing.', reads: ['getLoan', 'listRepayments', 'getHistory'] },
  { event: 'compliance.approval', reads: ['getHistory'] },
];
