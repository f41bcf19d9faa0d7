import { AccountBookOutlined, ScheduleOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const menu: readonly MenuEntry[] = [
  ...PORTALS.map((portal): MenuEntry => ({
    portal,
    path: 'loans',
    labelKey: portal === 'enterprise' ? 'menu.servicing.repayments' : 'menu.servicing',
    icon: AccountBookOutlined,
    permission: 'servicing:view',
    group: 'money',
    order: 45,
  })),
  {
    portal: 'operations',
    path: 'day-ends',
    labelKey: 'menu.servicing.day_ends',
    icon: ScheduleOutlined,
    permission: 'servicing:view_everywhere',
    group: 'money',
    order: 48,
  },
];
