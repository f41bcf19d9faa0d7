import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'loans',
    page: () => import('./LoanListPage'),
    permission: 'servicing:view',
    titleKey: `list.title.${portal}`,
  },
  {
    portal,
    path: 'loans/$loanId',
    page: () => import('./LoanPage'),
    permission: 'servicing:view',
    titleKey: 'page.title',
  },
]).concat([
  {
    portal: 'operations',
    path: 'day-ends',
    page: () => import('./DayEndsPage'),
    permission: 'servicing:view_everywhere',
    titleKey: 'day.title',
  },
]);
