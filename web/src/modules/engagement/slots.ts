import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'header',
    portals: ['enterprise', 'institution', 'investor', 'operations'],
    part: () => import('./UnreadBell'),
    order: 10,
    permission: 'engagement:read_own',
  },
];
