import { InboxOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  ...(['enterprise', 'institution', 'operations'] as const).map((portal): MenuEntry => ({
    portal,
    path: 'assets',
    labelKey: 'menu.evidence.assets',
    icon: InboxOutlined,
    permission: portal === 'operations' ? 'evidence:view_everywhere' : 'evidence:view',
    group: 'trust',
    order: 67,
  })),
  {
    portal: 'operations',
    path: 'evidence',
    labelKey: 'menu.evidence',
    icon: SafetyCertificateOutlined,
    permission: 'evidence:view_everywhere',
    group: 'trust',
    order: 66,
  },
];
