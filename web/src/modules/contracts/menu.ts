import {
  AuditOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  SnippetsOutlined,
} from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const menu: readonly MenuEntry[] = PORTALS.flatMap((portal): MenuEntry[] => [
  {
    portal,
    path: 'contracts',
    labelKey: 'menu.contracts',
    icon: FileProtectOutlined,
    permission: 'contracts:view',
    group: 'business',
    order: 40,
  },
  {
    portal,
    path: 'papers',
    labelKey: 'menu.papers',
    icon: FileDoneOutlined,
    permission: 'contracts:view',
    group: 'business',
    order: 41,
  },
  {
    portal,
    path: 'reviews',
    labelKey: 'menu.reviews',
    icon: FileSearchOutlined,
    permission: 'contracts:view',
    group: 'business',
    order: 42,
  },
  {
    portal,
    path: 'disputes',
    labelKey: 'menu.disputes',
    icon: AuditOutlined,
    permission: 'disputes:view',
    group: 'business',
    order: 43,
  },
  ...(portal === 'enterprise' ? [] : [templates(portal)]),
]);

function templates(portal: Portal): MenuEntry {
  return {
    portal,
    path: 'templates',
    labelKey: 'menu.templates',
    icon: SnippetsOutlined,
    permission: 'contracts:view',
    group: 'setup',
    order: 42,
  };
}
