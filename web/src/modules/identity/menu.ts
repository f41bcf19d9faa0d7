import {
  AlertOutlined,
  ApiOutlined,
  AuditOutlined,
  ContactsOutlined,
  IdcardOutlined,
  TeamOutlined,
  KeyOutlined,
} from '@ant-design/icons';
import type { MenuEntry, Portal } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

const everywhere = PORTALS.flatMap((portal): MenuEntry[] => [
  {
    portal,
    path: 'members',
    labelKey: 'menu.identity.members',
    icon: TeamOutlined,
    permission: 'identity:view_members',
    group: 'setup',
    order: 90,
  },
  {
    portal,
    path: 'developer/keys',
    labelKey: 'menu.identity.programs',
    icon: ApiOutlined,
    group: 'setup',
    permission: 'identity:view_programs',
    order: 92,
  },
  {
    portal,
    path: 'account',
    labelKey: 'menu.identity.account',
    icon: IdcardOutlined,
    group: 'setup',
    order: 95,
  },
]);

export const menu: readonly MenuEntry[] = [
  ...everywhere,
  {
    portal: 'institution',
    path: 'identity-provider',
    labelKey: 'menu.identity.provider',
    icon: KeyOutlined,
    group: 'setup',
    permission: 'identity:manage_provider',
    order: 91,
  },
  {
    portal: 'operations',
    path: 'organisations',
    labelKey: 'menu.identity.organisations',
    icon: ContactsOutlined,
    permission: 'identity:view_everywhere',
    group: 'setup',
    order: 80,
  },
  {
    portal: 'operations',
    path: 'audit',
    labelKey: 'menu.identity.audit',
    icon: AuditOutlined,
    permission: 'identity:view_audit',
    group: 'trust',
    order: 85,
  },
  {
    portal: 'operations',
    path: 'attacks',
    labelKey: 'menu.identity.attacks',
    icon: AlertOutlined,
    permission: 'identity:view_audit',
    group: 'trust',
    order: 86,
  },
];
