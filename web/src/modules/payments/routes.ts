import type { Portal, RoomRoute } from '@/app/contracts';

const HOLDERS: readonly Portal[] = ['enterprise', 'institution', 'investor'];

export const routes: readonly RoomRoute[] = [
  ...HOLDERS.flatMap((portal): RoomRoute[] => [
    {
      portal,
      path: 'funds',
      page: () => import('./AccountPage'),
      permission: 'payments:view',
      titleKey: 'account.title',
    },
    {
      portal,
      path: 'funds/orders/$orderId',
      page: () => import('./OrderPage'),
      permission: 'payments:view',
      titleKey: 'order.facts',
    },
  ]),
  {
    portal: 'operations',
    path: 'payments',
    page: () => import('./OrderListPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'orders.title',
  },
  {
    portal: 'operations',
    path: 'payments/$orderId',
    page: () => import('./OrderPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'order.facts',
  },
];
