import { FileProtectOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const menu: readonly MenuEntry[] = PORTALS.map((portal): MenuEntry => ({
  portal,
  path: 'contracts',
  labelKey: 'menu.contracts',
  icon: FileProtectOutlined,
  permission: 'contracts:view',
  group: 'business',
  order: 40,
}));
