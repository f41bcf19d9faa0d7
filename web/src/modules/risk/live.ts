import type { LiveRule } from '@/app/contracts';

/** A new score changes what fits; new figures change the limit. */
export const live: readonly LiveRule[] = [
  { event: 'risk.', reads: ['matchProducts', 'matchOverview', 'listDecisions', 'listStrategies'] },
  { event: 'parties.enterprise_updated', reads: ['getStanding', 'getRiskReview', 'matchProducts'] },
];
