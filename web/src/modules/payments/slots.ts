import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise', 'institution', 'investor'],
    part: () => import('./FundsCard'),
    order: 40,
    permission: 'payments:view',
    span: 12,
  },
];
