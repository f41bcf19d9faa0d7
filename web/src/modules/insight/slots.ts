import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['operations'],
    part: () => import('./HomeFigures'),
    order: 10,
    permission: 'insight:view',
    span: 12,
  },
];
