import type { RoomRoute } from '@/app/contracts';

const permission = 'insight:view';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'cockpit',
    page: () => import('./CockpitPage'),
    permission,
    titleKey: 'title',
  },
  {
    portal: 'operations',
    path: 'cockpit/applications',
    page: () => import('./ApplicationRowsPage'),
    permission,
    titleKey: 'applications.title',
  },
  {
    portal: 'operations',
    path: 'cockpit/loans',
    page: () => import('./LoanRowsPage'),
    permission,
    titleKey: 'loans.title',
  },
];
