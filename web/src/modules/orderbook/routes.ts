import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'investor',
    path: 'order-book/$offeringId',
    page: () => import('./BookPage'),
    permission: 'orderbook:view',
    titleKey: 'book',
  },
  {
    portal: 'investor',
    path: 'bids',
    page: () => import('./BidsPage'),
    permission: 'orderbook:view',
    titleKey: 'title',
  },
];
