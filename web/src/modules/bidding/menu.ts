import { AuditOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'bids',
    labelKey: 'menu.bidding',
    icon: AuditOutlined,
    permission: 'bidding:view',
    group: 'business',
    order: 37,
  },
  {
    portal: 'institution',
    path: 'bids',
    labelKey: 'menu.bidding.invited',
    icon: AuditOutlined,
    permission: 'bidding:view',
    group: 'business',
    order: 27,
  },
];
