import { FileTextOutlined } from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

export const menu: readonly MenuEntry[] = PORTALS.map((portal) => ({
  portal,
  path: 'business-plans',
  labelKey: 'menu.pitches',
  icon: FileTextOutlined,
  permission: 'pitches:view',
  group: 'business',
  order: 39,
}));
