import {
  BranchesOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  FileDoneOutlined,
} from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'credit',
    labelKey: 'menu.risk',
    icon: DashboardOutlined,
    permission: 'risk:view',
    order: 40,
  },
  {
    portal: 'operations',
    path: 'risk/decisions',
    labelKey: 'menu.risk.decisions',
    icon: FileDoneOutlined,
    permission: 'risk:review',
    group: 'risk',
    order: 36,
  },
  {
    portal: 'operations',
    path: 'risk/human-reviews',
    labelKey: 'menu.risk.reviews',
    icon: CustomerServiceOutlined,
    permission: 'risk:review',
    group: 'risk',
    order: 38,
  },
  {
    portal: 'operations',
    path: 'risk/strategy',
    labelKey: 'menu.risk.strategy',
    icon: BranchesOutlined,
    permission: 'risk:review',
    group: 'risk',
    order: 37,
  },
];
