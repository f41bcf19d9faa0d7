import type { LiveRule } from '@/app/contracts';

export const live: readonly LiveRule[] = [
  { event: 'origination.application_moved', reads: ['getCockpit', 'listCockpitApplications'] },
  { event: 'servicing.', reads: ['getCockpit', 'listCockpitLoans'] },
];
