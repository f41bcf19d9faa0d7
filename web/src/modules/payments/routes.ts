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
    path: 'payment-batches',
    page: () => import('./BatchListPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'batches.title',
  },
  {
    portal: 'operations',
    path: 'payments/$orderId',
    page: () => import('./OrderPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'order.facts',
  },
  {
    portal: 'operations',
    path: 'statements',
    page: () => import('./StatementListPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'statements.title',
  },
  {
    portal: 'operations',
    path: 'statements/$statementId',
    page: () => import('./StatementPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'statement.facts',
  },
  {
    portal: 'operations',
    path: 'breaks',
    page: () => import('./BreakListPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'breaks.title',
  },
  {
    portal: 'operations',
    path: 'breaks/$breakId',
    page: () => import('./BreakPage'),
    permission: 'payments:view_everywhere',
    titleKey: 'break.facts',
  },
];
