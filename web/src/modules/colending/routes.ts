import type { RoomRoute } from '@/app/contracts';

const VIEW = 'colending:view';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'institution',
    path: 'co-lending',
    page: () => import('./InvitedPage'),
    permission: VIEW,
    titleKey: 'invited.title',
  },
  {
    portal: 'institution',
    path: 'co-lending/$applicationId',
    page: () => import('./SharesPage'),
    permission: VIEW,
    titleKey: 'shares.title',
  },
];
