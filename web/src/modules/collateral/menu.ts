import { ShareAltOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'peers',
    labelKey: 'menu.collateral.peers',
    icon: ShareAltOutlined,
    permission: 'collateral:view_peers',
    group: 'risk',
    order: 46,
  },
];
