import { ShareAltOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'institution',
    path: 'shared-loans',
    labelKey: 'menu.syndication',
    icon: ShareAltOutlined,
    permission: 'syndication:view',
    group: 'money',
    order: 46,
  },
];
