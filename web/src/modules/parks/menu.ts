import { GiftOutlined, TeamOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const STAFF_AND_HOUSES: readonly Portal[] = ['institution', 'operations'];

export const menu: readonly MenuEntry[] = [
  ...STAFF_AND_HOUSES.map((portal): MenuEntry => ({
    portal,
    path: 'park-batches',
    labelKey: 'menu.parks',
    icon: TeamOutlined,
    permission: 'parks:view',
    group: 'business',
    order: 22,
  })),
  {
    portal: 'enterprise',
    path: 'park-places',
    labelKey: 'menu.parks.places',
    icon: GiftOutlined,
    permission: 'parks:view',
    group: 'business',
    order: 36,
  },
];
