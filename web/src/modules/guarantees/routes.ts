import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'guarantees',
    page: () => import('./AgreementListPage'),
    permission: 'guarantees:view',
    titleKey: 'title',
  },
  {
    portal: 'operations',
    path: 'guarantees/$agreementId',
    page: () => import('./AgreementPage'),
    permission: 'guarantees:view',
    titleKey: 'agreement',
  },
];
