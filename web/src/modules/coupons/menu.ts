import { GiftOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = (['enterprise', 'operations'] as const).map(
  (portal): MenuEntry => ({
    portal,
    path: 'coupons',
    labelKey: 'menu.coupons',
    icon: GiftOutlined,
    permission: 'coupons:view',
    group: 'money',
    order: 66,
  }),
);
