import { LineChartOutlined, PhoneOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  ...(['operations', 'institution'] as const).map((portal): MenuEntry => ({
    portal,
    path: 'collections',
    labelKey: 'menu.collections',
    icon: PhoneOutlined,
    permission: 'collections:view',
    group: 'risk',
    order: 46,
  })),
  {
    portal: 'operations',
    path: 'portfolio-quality',
    labelKey: 'menu.collections.quality',
    icon: LineChartOutlined,
    permission: 'servicing:view_everywhere',
    group: 'risk',
    order: 47,
  },
];
