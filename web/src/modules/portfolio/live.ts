import type { LiveRule } from '@/app/contracts';

const reads: LiveRule['reads'] = ['getRiskPortfolio', 'listExposures', 'sumExposures'];

export const live: readonly LiveRule[] = [
  { event: 'servicing.', reads },
  { event: 'risk.score_computed', reads },
];
