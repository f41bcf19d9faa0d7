import {
  CheckSquareOutlined,
  ControlOutlined,
  IdcardOutlined,
  PropertySafetyOutlined,
} from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'institution',
    path: 'approvals',
    labelKey: 'menu.compliance.approvals',
    icon: CheckSquareOutlined,
    permission: 'catalog:view',
    group: 'trust',
    order: 70,
  },
  {
    portal: 'operations',
    path: 'policies',
    labelKey: 'menu.compliance.policies',
    icon: ControlOutlined,
    permission: 'compliance:view_policies',
    group: 'setup',
    order: 75,
  },
  {
    portal: 'operations',
    path: 'screening',
    labelKey: 'menu.compliance.screening',
    icon: IdcardOutlined,
    permission: 'compliance:screen',
    group: 'risk',
    order: 72,
  },
  {
    portal: 'operations',
    path: 'money',
    labelKey: 'menu.compliance.money',
    icon: PropertySafetyOutlined,
    permission: 'compliance:view_alerts',
    group: 'risk',
    order: 73,
  },
];
