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
    portal: 'operations',
    path: 'risk/decisions',
    page: () => import('./DecisionListPage'),
    permission: 'risk:review',
    titleKey: 'decision.list',
  },
  {
    portal: 'operations',
    path: 'risk/human-reviews',
    page: () => import('./HumanReviewListPage'),
    permission: 'risk:review',
    titleKey: 'reviews.title',
  },
  {
    portal: 'operations',
    path: 'risk/strategy',
    page: () => import('./StrategyPage'),
    permission: 'risk:review',
    titleKey: 'strategy.title',
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
