import type { RoomRoute } from '@/app/contracts';

const permission = 'fraud:examine';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'fraud',
    page: () => import('./ExaminePage'),
    permission,
    titleKey: 'examine.title',
  },
  {
    portal: 'operations',
    path: 'fraud/suspicions',
    page: () => import('./SuspicionListPage'),
    permission,
    titleKey: 'suspicions.title',
  },
  {
    portal: 'operations',
    path: 'fraud/network/$id',
    page: () => import('./NetworkPage'),
    permission,
    titleKey: 'network.title',
  },
];
