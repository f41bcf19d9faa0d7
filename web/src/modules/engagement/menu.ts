import { BellOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

const PORTALS = ['enterprise', 'institution', 'investor', 'operations'] as const;

export const menu: readonly MenuEntry[] = PORTALS.map((portal) => ({
  portal,
  path: 'messages',
  labelKey: 'menu.engagement',
  icon: BellOutlined,
  permission: 'engagement:read_own',
  order: 90,
}));
