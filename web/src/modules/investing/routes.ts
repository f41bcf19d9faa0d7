import type { Portal, RoomRoute } from '@/app/contracts';

const READERS: readonly Portal[] = ['investor', 'operations', 'institution', 'enterprise'];

export const routes: readonly RoomRoute[] = READERS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'offerings',
    page: () => import('./HallPage'),
    permission: 'investing:view',
    titleKey: 'hall.title',
  },
  {
    portal,
    path: 'offerings/$offeringId',
    page: () => import('./OfferingPage'),
    permission: 'investing:view',
    titleKey: 'page.title',
  },
]).concat([
  ...(['institution', 'enterprise'] as const).map((portal): RoomRoute => ({
    portal,
    path: 'offerings/new',
    page: () => import('./NewOfferingPage'),
    permission: 'investing:offer',
    titleKey: 'new.title',
  })),
  {
    portal: 'operations',
    path: 'investing-approvals',
    page: () => import('./ApprovalsPage'),
    permission: 'investing:view_everywhere',
    titleKey: 'approvals.title',
  },
  ...(
    [
      ['portfolio', () => import('./PortfolioPage'), 'portfolio.title'],
      ['cash-flows', () => import('./CalendarPage'), 'calendar.title'],
      ['orders', () => import('./OrdersPage'), 'orders.title'],
      ['statement', () => import('./StatementPage'), 'statement.title'],
      ['market', () => import('./MarketPage'), 'market.title'],
      ['spread', () => import('./SpreadPage'), 'spread.title'],
      ['plan', () => import('./PlanPage'), 'plan.title'],
      ['questionnaire', () => import('./QuestionnairePage'), 'questionnaire.title'],
    ] as const
  ).map(([path, page, titleKey]): RoomRoute => ({
    portal: 'investor',
    path,
    page,
    permission: 'investing:view',
    titleKey,
  })),
]);
