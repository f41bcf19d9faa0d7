import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'offers',
    page: () => import('./FitPage'),
    permission: 'matching:match',
    titleKey: 'title',
  },
  {
    portal: 'operations',
    path: 'enterprises/$enterpriseId/offers',
    page: () => import('./StaffFitPage'),
    permission: 'matching:match_everywhere',
    titleKey: 'staff.title',
  },
];
