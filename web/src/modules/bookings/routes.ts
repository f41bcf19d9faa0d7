import type { Portal, RoomRoute } from '@/app/contracts';

const VIEW = 'bookings:view';
const PORTALS: readonly Portal[] = ['operations', 'institution'];

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'loan-files',
    page: () => import('./FileListPage'),
    permission: VIEW,
    titleKey: 'list.title',
  },
  {
    portal,
    path: 'loan-files/$fileId',
    page: () => import('./FilePage'),
    permission: VIEW,
    titleKey: 'page.title',
  },
]);
