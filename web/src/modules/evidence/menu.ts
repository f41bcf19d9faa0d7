import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'evidence',
    labelKey: 'menu.evidence',
    icon: SafetyCertificateOutlined,
    permission: 'evidence:view_everywhere',
    order: 66,
  },
];
