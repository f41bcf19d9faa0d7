import { AlertOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'warnings',
    labelKey: 'menu.warnings',
    icon: AlertOutlined,
    permission: 'warnings:view',
    group: 'risk',
    order: 44,
  },
];
