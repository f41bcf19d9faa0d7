import { DashboardOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'cockpit',
    labelKey: 'menu.insight',
    icon: DashboardOutlined,
    permission: 'insight:view',
    group: 'business',
    order: 10,
  },
];
