import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'ranking',
    page: () => import('./RankingPage'),
    permission: 'ranking:view',
    titleKey: 'title',
  },
];
