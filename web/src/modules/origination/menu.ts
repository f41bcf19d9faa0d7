import { AuditOutlined, FileTextOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'applications',
    labelKey: 'menu.origination',
    icon: FileTextOutlined,
    permission: 'origination:view',
    order: 20,
  },
  {
    portal: 'institution',
    path: 'applications',
    labelKey: 'menu.origination.queue',
    icon: AuditOutlined,
    permission: 'origination:view',
    order: 10,
  },
  {
    portal: 'operations',
    path: 'applications',
    labelKey: 'menu.origination',
    icon: FileTextOutlined,
    permission: 'origination:view_everywhere',
    group: 'business',
    order: 20,
  },
];
