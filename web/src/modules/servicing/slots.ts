import type { Slot } from '@/app/contracts';

export const slots: readonly Slot[] = [
  {
    place: 'home',
    portals: ['enterprise'],
    part: () => import('./NextRepaymentCard'),
    order: 12,
    permission: 'servicing:view',
    span: 4,
  },
  {
    place: 'home',
    portals: ['institution'],
    part: () => import('./PortfolioCard'),
    order: 30,
    permission: 'servicing:view',
    span: 12,
  },
];
