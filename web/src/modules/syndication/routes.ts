import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'institution',
    path: 'shared-loans',
    page: () => import('./SharesPage'),
    permission: 'syndication:view',
    titleKey: 'title',
  },
];
