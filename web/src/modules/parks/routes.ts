import type { Portal, RoomRoute } from '@/app/contracts';

const VIEW = 'parks:view';
const PORTALS: readonly Portal[] = ['institution', 'operations'];

export const routes: readonly RoomRoute[] = [
  ...PORTALS.flatMap((portal): RoomRoute[] => [
    {
      portal,
      path: 'park-batches',
      page: () => import('./BatchListPage'),
      permission: VIEW,
      titleKey: 'list.title',
    },
    {
      portal,
      path: 'park-batches/$batchId',
      page: () => import('./BatchPage'),
      permission: VIEW,
      titleKey: 'page.title',
    },
  ]),
  {
    portal: 'enterprise',
    path: 'park-places',
    page: () => import('./PlacesPage'),
    permission: VIEW,
    titleKey: 'places.title',
  },
];
