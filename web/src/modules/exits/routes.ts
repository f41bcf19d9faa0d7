import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.map((portal) => ({
  portal,
  path: 'exits/$offeringId',
  page: () => import('./ExitsPage'),
  permission: 'exits:view',
  titleKey: 'title',
}));
