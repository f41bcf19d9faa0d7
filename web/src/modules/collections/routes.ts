import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  ...(['operations', 'institution'] as const).flatMap((portal): RoomRoute[] => [
    {
      portal,
      path: 'collections',
      page: () => import('./CollectionsPage'),
      permission: 'collections:view',
      titleKey: 'case.queue',
    },
    {
      portal,
      path: 'collections/$caseId',
      page: () => import('./CasePage'),
      permission: 'collections:view',
      titleKey: 'case.title',
    },
  ]),
  {
    portal: 'operations',
    path: 'disposals',
    page: () => import('./DisposalListPage'),
    permission: 'collections:view_everywhere',
    titleKey: 'disposals.title',
  },
  {
    portal: 'operations',
    path: 'disposals/$disposalId',
    page: () => import('./DisposalPage'),
    permission: 'collections:view_everywhere',
    titleKey: 'disposal.title',
  },
  {
    portal: 'operations',
    path: 'portfolio-quality',
    page: () => import('./QualityPage'),
    permission: 'servicing:view_everywhere',
    titleKey: 'quality.title',
  },
];
