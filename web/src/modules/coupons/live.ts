import type { LiveRule } from '@/app/contracts';

export const live: readonly LiveRule[] = [{ event: 'coupons.', reads: ['listCoupons'] }];
