import type { RoomRoute } from '@/app/contracts';

export const routes: readonly RoomRoute[] = (['enterprise', 'operations'] as const).map(
  (portal): RoomRoute => ({
    portal,
    path: 'coupons',
    page: () => import('./CouponListPage'),
    permission: 'coupons:view',
    titleKey: 'title',
  }),
);
