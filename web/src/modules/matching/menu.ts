import { CompassOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'offers',
    labelKey: 'menu.matching',
    icon: CompassOutlined,
    permission: 'matching:match',
    order: 10,
  },
];
