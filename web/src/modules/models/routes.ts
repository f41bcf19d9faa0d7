import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'models',
    page: () => import('./ModelsPage'),
    permission: 'models:view',
    titleKey: 'title',
  },
];
