import { NotificationOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor'];

export const menu: readonly MenuEntry[] = PORTALS.map((portal) => ({
  portal,
  path: 'developer/webhooks',
  labelKey: 'menu.outreach',
  icon: NotificationOutlined,
  group: 'setup',
  permission: 'outreach:view',
  order: 93,
}));
