import { BookOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'ledger',
    labelKey: 'menu.ledger',
    icon: BookOutlined,
    permission: 'ledger:view_everywhere',
    group: 'money',
    order: 65,
  },
];
