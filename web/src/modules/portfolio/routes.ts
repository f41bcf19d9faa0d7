import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'portfolio-risk',
    page: () => import('./PortfolioPage'),
    permission: 'portfolio:view',
    titleKey: 'title',
  },
  {
    portal: 'operations',
    path: 'portfolio-risk/exposures',
    page: () => import('./ExposureListPage'),
    permission: 'portfolio:view',
    titleKey: 'rows',
  },
];
