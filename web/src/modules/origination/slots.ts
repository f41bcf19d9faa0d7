import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise'],
    part: () => import('./NextStepCard'),
    order: 20,
    permission: 'origination:view',
    span: 8,
  },
  {
    place: 'home',
    portals: ['institution'],
    part: () => import('./ShelvesCard'),
    order: 10,
    permission: 'origination:view',
    span: 8,
  },
];
