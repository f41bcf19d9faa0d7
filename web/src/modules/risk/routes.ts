import type { RoomRoute } from '@/app/contracts';

const review = () => import('./RiskReviewPage');

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'credit',
    page: () => import('./MyCreditPage'),
    permission: 'risk:view',
    titleKey: 'title',
  },
  {
    portal: 'institution',
    path: 'risk/$enterpriseId',
    page: review,
    permission: 'risk:review',
    titleKey: 'review.title',
  },
  {
    portal: 'operations',
    path: 'risk/$enterpriseId',
    page: review,
    permission: 'risk:review',
    titleKey: 'review.title',
  },
];
