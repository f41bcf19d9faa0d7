import { ShareAltOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'institution',
    path: 'co-lending',
    labelKey: 'menu.colending',
    icon: ShareAltOutlined,
    permission: 'colending:view',
    group: 'business',
    order: 28,
  },
];
