import type { LiveRule } from '@/app/contracts';

const PAGE = ['getApplication', 'listApplications'] as const;

/** What other rooms tell and these pages show beside an application. */
export const live: readonly LiveRule[] = [
  { event: 'contracts.', reads: PAGE },
  { event: 'payments.payout', reads: PAGE },
  { event: 'servicing.', reads: PAGE },
  { event: 'risk.score_computed', reads: ['getApplication', 'getApprovalBasis'] },
  {
    event: 'parties.enterprise_updated',
    reads: ['getApplication', 'getApprovalBasis', 'getApplicantCompany'],
  },
];
