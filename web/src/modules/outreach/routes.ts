import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor'];

const webhooks = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'developer/webhooks',
    page: () => import('./WebhooksPage'),
    permission: 'outreach:view',
    titleKey: 'webhooks.title',
  },
  {
    portal,
    path: 'developer/webhooks/$endpointId',
    page: () => import('./DeliveriesPage'),
    permission: 'outreach:view',
    titleKey: 'deliveries.title',
  },
]);

export const routes: readonly RoomRoute[] = [
  ...webhooks,
  {
    portal: 'public',
    path: 'developers',
    page: () => import('./DevelopersPage'),
    titleKey: 'developers.title',
  },
];
