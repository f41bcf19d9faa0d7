import type { RoomRoute } from '@/app/contracts';

const permission = 'warnings:view';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'warnings',
    page: () => import('./WarningBoardPage'),
    permission,
    titleKey: 'board.title',
  },
  {
    portal: 'operations',
    path: 'warnings/$id',
    page: () => import('./WarningPage'),
    permission,
    titleKey: 'case.title',
  },
];
