import { AppstoreOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'products',
    labelKey: 'menu.catalog.offers',
    icon: AppstoreOutlined,
    order: 45,
  },
  {
    portal: 'institution',
    path: 'products',
    labelKey: 'menu.catalog',
    icon: AppstoreOutlined,
    permission: 'catalog:view',
    order: 30,
  },
  {
    portal: 'operations',
    path: 'products',
    labelKey: 'menu.catalog',
    icon: AppstoreOutlined,
    permission: 'catalog:view_everywhere',
    group: 'business',
    order: 45,
  },
];
