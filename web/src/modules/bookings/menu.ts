import { ImportOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['operations', 'institution'];

export const menu: readonly MenuEntry[] = PORTALS.map((portal) => ({
  portal,
  path: 'loan-files',
  labelKey: 'menu.bookings',
  icon: ImportOutlined,
  permission: 'bookings:view',
  group: 'money',
  order: 66,
}));
