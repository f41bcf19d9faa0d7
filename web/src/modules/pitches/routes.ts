import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'business-plans',
    page: () => import('./PlanListPage'),
    permission: 'pitches:view',
    titleKey: 'title',
  },
  {
    portal,
    path: 'business-plans/$planId',
    page: () => import('./PlanPage'),
    permission: 'pitches:view',
    titleKey: 'title',
  },
]);
