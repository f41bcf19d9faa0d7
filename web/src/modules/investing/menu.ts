import {
  CalendarOutlined,
  FundOutlined,
  PieChartOutlined,
  RobotOutlined,
  SafetyOutlined,
  ShopOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { MenuEntry } from '@/app/contracts';

const OF_INVESTORS: readonly (readonly [string, string, ComponentType, number])[] = [
  ['offerings', 'menu.investing', ShopOutlined, 10],
  ['portfolio', 'menu.investing.portfolio', PieChartOutlined, 12],
  ['cash-flows', 'menu.investing.calendar', CalendarOutlined, 14],
  ['market', 'menu.investing.market', SwapOutlined, 16],
  ['plan', 'menu.investing.plan', RobotOutlined, 18],
  ['questionnaire', 'menu.investing.questionnaire', SafetyOutlined, 20],
];

export const menu: readonly MenuEntry[] = [
  ...OF_INVESTORS.map(([path, labelKey, icon, order]): MenuEntry => ({
    portal: 'investor',
    path,
    labelKey,
    icon,
    permission: 'investing:view',
    order,
  })),
  ...(['institution', 'enterprise', 'operations'] as const).map((portal): MenuEntry => ({
    portal,
    path: 'offerings',
    labelKey: 'menu.investing.offerings',
    icon: FundOutlined,
    permission: portal === 'operations' ? 'investing:view_everywhere' : 'investing:offer',
    group: 'business',
    order: 62,
  })),
  {
    portal: 'operations',
    path: 'investing-approvals',
    labelKey: 'menu.investing.approvals',
    icon: SafetyOutlined,
    permission: 'investing:approve_offering',
    group: 'business',
    order: 63,
  },
];
