import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['institution', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.map((portal): RoomRoute => ({
  portal,
  path: 'diligence/$applicationId',
  page: () => import('./WorkbenchPage'),
  permission: 'diligence:view',
  titleKey: 'page.title',
}));
