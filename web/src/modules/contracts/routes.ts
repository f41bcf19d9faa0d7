import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'contracts',
    page: () => import('./ContractListPage'),
    permission: 'contracts:view',
    titleKey: 'list.title',
  },
  {
    portal,
    path: 'contracts/$contractId',
    page: () => import('./ContractPage'),
    permission: 'contracts:view',
    titleKey: 'page.title',
  },
  {
    portal,
    path: 'reviews',
    page: () => import('./ReviewPage'),
    permission: 'contracts:view',
    titleKey: 'review.title',
  },
]);
