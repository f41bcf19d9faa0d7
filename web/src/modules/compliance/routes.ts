import type { RoomRoute } from '@/app/contracts';

const permission = 'compliance:view_policies';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'policies',
    page: () => import('./PolicyListPage'),
    permission,
    titleKey: 'list.title',
  },
  {
    portal: 'operations',
    path: 'policies/$key',
    page: () => import('./PolicyPage'),
    permission,
    titleKey: 'list.title',
  },
];
