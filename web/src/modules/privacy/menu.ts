import { FileProtectOutlined, LockOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

const own = PORTALS.map((portal): MenuEntry => ({
  portal,
  path: 'privacy',
  labelKey: 'menu.privacy.own',
  icon: LockOutlined,
  permission: 'privacy:own_data',
  group: 'setup',
  order: 96,
}));

export const menu: readonly MenuEntry[] = [
  ...own,
  {
    portal: 'operations',
    path: 'processing',
    labelKey: 'menu.privacy.processing',
    icon: FileProtectOutlined,
    permission: 'privacy:view_processing',
    group: 'trust',
    order: 87,
  },
];
