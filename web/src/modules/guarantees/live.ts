import type { LiveRule } from '@/app/contracts';

export const live: readonly LiveRule[] = [
  { event: 'guarantees.', reads: ['listAgreements', 'getAgreement'] },
  { event: 'compliance.approval', reads: ['listAgreements', 'getAgreement'] },
];
