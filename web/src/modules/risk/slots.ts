import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise'],
    part: () => import('./LimitCard'),
    order: 10,
    permission: 'risk:view',
    span: 8,
  },
];
