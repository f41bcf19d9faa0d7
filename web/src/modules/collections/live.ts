import type { LiveRule } from '@/app/contracts';

/** A repayment may close a case while somebody is about to call. */
export const live: readonly LiveRule[] = [
  {
    event: 'collections.',
    reads: ['listCases', 'getCase', 'getCollectionFigures', 'getDisposal', 'listDisposals'],
  },
];
