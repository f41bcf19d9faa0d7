import { DashboardOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'credit',
    labelKey: 'menu.risk',
    icon: DashboardOutlined,
    permission: 'risk:view',
    order: 40,
  },
];
