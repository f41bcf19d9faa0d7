import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise'],
    part: () => import('./FirstStepsCard'),
    order: 5,
    permission: 'parties:view',
    span: 12,
  },
];
