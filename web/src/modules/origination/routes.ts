import type { RoomRoute } from '@/app/contracts';

const VIEW = 'origination:view';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'applications',
    page: () => import('./OwnListPage'),
    permission: VIEW,
    titleKey: 'own.title',
  },
  {
    portal: 'enterprise',
    path: 'applications/new',
    page: () => import('./StartPage'),
    permission: 'origination:apply',
    titleKey: 'start.title',
  },
  {
    portal: 'enterprise',
    path: 'applications/$applicationId',
    page: () => import('./OwnPage'),
    permission: VIEW,
    titleKey: 'page.title',
  },
  {
    portal: 'enterprise',
    path: 'applications/$applicationId/edit',
    page: () => import('./WizardPage'),
    permission: 'origination:apply',
    titleKey: 'wizard.title',
  },
  {
    portal: 'institution',
    path: 'applications',
    page: () => import('./QueuePage'),
    permission: VIEW,
    titleKey: 'queue.title',
  },
  {
    portal: 'institution',
    path: 'applications/$applicationId',
    page: () => import('./ReviewPage'),
    permission: VIEW,
    titleKey: 'review.title',
  },
  {
    portal: 'operations',
    path: 'applications',
    page: () => import('./AllListPage'),
    permission: 'origination:view_everywhere',
    titleKey: 'all.title',
  },
  {
    portal: 'operations',
    path: 'applications/$applicationId',
    page: () => import('./ReviewPage'),
    permission: 'origination:view_everywhere',
    titleKey: 'review.title',
  },
];
