import { SafetyOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'guarantees',
    labelKey: 'menu.guarantees',
    icon: SafetyOutlined,
    permission: 'guarantees:view',
    group: 'money',
    order: 47,
  },
];
