import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

const own = PORTALS.map((portal): RoomRoute => ({
  portal,
  path: 'privacy',
  page: () => import('./PrivacyPage'),
  permission: 'privacy:own_data',
  titleKey: 'own.title',
}));

export const routes: readonly RoomRoute[] = [
  ...own,
  {
    portal: 'operations',
    path: 'processing',
    page: () => import('./ProcessingPage'),
    permission: 'privacy:view_processing',
    titleKey: 'processing.title',
  },
];
