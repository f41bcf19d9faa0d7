import { AuditOutlined, DisconnectOutlined, SwapOutlined, WalletOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const HOLDERS: readonly Portal[] = ['enterprise', 'institution', 'investor'];

export const menu: readonly MenuEntry[] = [
  ...HOLDERS.map((portal): MenuEntry => ({
    portal,
    path: 'funds',
    labelKey: 'menu.payments.account',
    icon: WalletOutlined,
    permission: 'payments:view',
    order: 60,
  })),
  {
    portal: 'operations',
    path: 'payments',
    labelKey: 'menu.payments.orders',
    icon: SwapOutlined,
    permission: 'payments:view_everywhere',
    group: 'money',
    order: 60,
  },
  {
    portal: 'operations',
    path: 'statements',
    labelKey: 'menu.payments.statements',
    icon: AuditOutlined,
    permission: 'payments:view_everywhere',
    group: 'money',
    order: 61,
  },
  {
    portal: 'operations',
    path: 'breaks',
    labelKey: 'menu.payments.breaks',
    icon: DisconnectOutlined,
    permission: 'payments:view_everywhere',
    group: 'money',
    order: 62,
  },
];
