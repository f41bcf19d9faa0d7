import { AuditOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'ranking',
    labelKey: 'menu.ranking',
    icon: AuditOutlined,
    permission: 'ranking:view',
    group: 'business',
    order: 39,
  },
];
