import { FileSearchOutlined, SecurityScanOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'fraud',
    labelKey: 'menu.fraud',
    icon: FileSearchOutlined,
    permission: 'fraud:examine',
    group: 'risk',
    order: 45,
  },
  {
    portal: 'operations',
    path: 'fraud/suspicions',
    labelKey: 'menu.fraud.suspicions',
    icon: SecurityScanOutlined,
    permission: 'fraud:examine',
    group: 'risk',
    order: 44,
  },
];
