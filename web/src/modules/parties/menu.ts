import {
  BankOutlined,
  CloudUploadOutlined,
  FileTextOutlined,
  IdcardOutlined,
  ShopOutlined,
} from '@ant-design/icons';
import type { MenuEntry } from '@/app/contracts';

export const menu: readonly MenuEntry[] = [
  {
    portal: 'enterprise',
    path: 'invoices',
    labelKey: 'menu.parties.invoices',
    icon: FileTextOutlined,
    permission: 'parties:view',
    order: 30,
  },
  {
    portal: 'enterprise',
    path: 'profile',
    labelKey: 'menu.parties.profile',
    icon: ShopOutlined,
    permission: 'parties:view',
    order: 60,
  },
  {
    portal: 'institution',
    path: 'profile',
    labelKey: 'menu.parties.institution',
    icon: BankOutlined,
    permission: 'parties:view',
    order: 70,
  },
  {
    portal: 'investor',
    path: 'profile',
    labelKey: 'menu.parties.investor',
    icon: IdcardOutlined,
    permission: 'parties:view',
    order: 70,
  },
  {
    portal: 'operations',
    path: 'enterprises',
    labelKey: 'menu.parties.enterprises',
    icon: ShopOutlined,
    permission: 'parties:view_everywhere',
    group: 'business',
    order: 35,
  },
  {
    portal: 'operations',
    path: 'imports',
    labelKey: 'menu.parties.imports',
    icon: CloudUploadOutlined,
    permission: 'parties:view_everywhere',
    group: 'business',
    order: 55,
  },
];
