import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'related/$enterpriseId',
    page: () => import('./RelatedPage'),
    permission: 'related:view',
    titleKey: 'page',
  },
];
