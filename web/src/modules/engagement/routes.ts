import type { RoomRoute } from '@/app/contracts';

const PORTALS = ['enterprise', 'institution', 'investor', 'operations'] as const;

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal) => [
  {
    portal,
    path: 'messages',
    page: () => import('./MessagesPage'),
    permission: 'engagement:read_own',
    titleKey: 'title',
  },
  {
    portal,
    path: 'messages/preferences',
    page: () => import('./PreferencesPage'),
    permission: 'engagement:read_own',
    titleKey: 'preferences.title',
  },
]);
