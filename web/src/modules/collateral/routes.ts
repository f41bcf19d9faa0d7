import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'peers',
    page: () => import('./PeersPage'),
    permission: 'collateral:view_peers',
    titleKey: 'exchange.title',
  },
];
