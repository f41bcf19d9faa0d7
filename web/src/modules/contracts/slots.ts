import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise', 'institution'],
    part: () => import('./ToSignCard'),
    order: 25,
    permission: 'contracts:sign',
    span: 4,
  },
];
