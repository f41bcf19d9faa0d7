import type { LiveRule } from '@/app/contracts';

/** Who stands where changes with an approval; cases come with scores. */
export const live: readonly LiveRule[] = [
  { event: 'models.', reads: ['listModelVersions', 'watchModels'] },
  { event: 'compliance.approval', reads: ['listApprovals', 'listModelVersions'] },
];
