import type { RoomRoute } from '@/app/contracts';

const importPage = () => import('./ImportPage');

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'profile',
    page: () => import('./ProfilePage'),
    permission: 'parties:view',
    titleKey: 'profile.title',
  },
  {
    portal: 'enterprise',
    path: 'invoices',
    page: () => import('./InvoicesPage'),
    permission: 'parties:view',
    titleKey: 'invoices.title',
  },
  {
    portal: 'enterprise',
    path: 'invoices/imports/$importId',
    page: importPage,
    permission: 'parties:view',
    titleKey: 'import.title',
  },
  {
    portal: 'institution',
    path: 'profile',
    page: () => import('./InstitutionPage'),
    permission: 'parties:view',
    titleKey: 'institution.title',
  },
  {
    portal: 'investor',
    path: 'profile',
    page: () => import('./InvestorPage'),
    permission: 'parties:view',
    titleKey: 'investor.title',
  },
  {
    portal: 'operations',
    path: 'enterprises',
    page: () => import('./EnterpriseListPage'),
    permission: 'parties:view_everywhere',
    titleKey: 'list.title',
  },
  {
    portal: 'operations',
    path: 'enterprises/$enterpriseId',
    page: () => import('./EnterprisePage'),
    permission: 'parties:view_everywhere',
    titleKey: 'list.one',
  },
  {
    portal: 'operations',
    path: 'imports',
    page: () => import('./ImportListPage'),
    permission: 'parties:view_everywhere',
    titleKey: 'imports.title',
  },
  {
    portal: 'operations',
    path: 'imports/$importId',
    page: importPage,
    permission: 'parties:view_everywhere',
    titleKey: 'import.title',
  },
];
