import type { RoomRoute } from '@/app/contracts';

const permission = 'compliance:view_policies';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'institution',
    path: 'approvals',
    page: () => import('./ApprovalsPage'),
    permission: 'catalog:view',
    titleKey: 'approvals.title',
  },
  {
    portal: 'operations',
    path: 'policies',
    page: () => import('./PolicyListPage'),
    permission,
    titleKey: 'list.title',
  },
  {
    portal: 'operations',
    path: 'policies/$key',
    page: () => import('./PolicyPage'),
    permission,
    titleKey: 'list.title',
  },
  {
    portal: 'operations',
    path: 'screening',
    page: () => import('./ScreeningPage'),
    permission: 'compliance:screen',
    titleKey: 'screening.title',
  },
  {
    portal: 'operations',
    path: 'screening/check',
    page: () => import('./CheckNamePage'),
    permission: 'compliance:screen',
    titleKey: 'screening.check',
  },
  {
    portal: 'operations',
    path: 'screening/hits/$id',
    page: () => import('./HitPage'),
    permission: 'compliance:screen',
    titleKey: 'hit.title',
  },
  {
    portal: 'operations',
    path: 'money',
    page: () => import('./MoneyAlertsPage'),
    permission: 'compliance:view_alerts',
    titleKey: 'alerts.title',
  },
  {
    portal: 'operations',
    path: 'money-reports',
    page: () => import('./MoneyReportsPage'),
    permission: 'compliance:view_alerts',
    titleKey: 'reports.title',
  },
  {
    portal: 'operations',
    path: 'money/$id',
    page: () => import('./MoneyAlertPage'),
    permission: 'compliance:view_alerts',
    titleKey: 'alert.title',
  },
];
