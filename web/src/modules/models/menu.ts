import { ExperimentOutlined } from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'operations',
    path: 'models',
    labelKey: 'menu.models',
    icon: ExperimentOutlined,
    permission: 'models:view',
    group: 'risk',
    order: 38,
  },
];
