import { CustomerServiceOutlined, ShopOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'services/hall',
    labelKey: 'menu.services',
    icon: ShopOutlined,
    permission: 'services:view',
    group: 'business',
    order: 38,
  },
  {
    portal: 'institution',
    path: 'services/offers',
    labelKey: 'menu.services.offers',
    icon: ShopOutlined,
    permission: 'services:offer',
    group: 'business',
    order: 38,
  },
  ...PORTALS.map((portal): MenuEntry => ({
    portal,
    path: 'services/bookings',
    labelKey: 'menu.services.bookings',
    icon: CustomerServiceOutlined,
    permission: 'services:view',
    group: 'business',
    order: 39,
  })),
];
