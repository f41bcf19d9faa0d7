import { HeatMapOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'portfolio-risk',
    labelKey: 'menu.portfolio',
    icon: HeatMapOutlined,
    permission: 'portfolio:view',
    group: 'risk',
    order: 38,
  },
];
