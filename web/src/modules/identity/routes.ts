import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'investor', 'operations'];

const everywhere = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'account',
    page: () => import('./AccountPage'),
    titleKey: 'account.title',
  },
  {
    portal,
    path: 'members',
    page: () => import('./MembersPage'),
    permission: 'identity:view_members',
    titleKey: 'members.title',
  },
  {
    portal,
    path: 'developer/keys',
    page: () => import('./ProgramsPage'),
    permission: 'identity:view_programs',
    titleKey: 'programs.title',
  },
]);

export const routes: readonly RoomRoute[] = [
  ...everywhere,
  {
    portal: 'institution',
    path: 'identity-provider',
    page: () => import('./ProviderPage'),
    permission: 'identity:manage_provider',
    titleKey: 'provider.title',
  },
  {
    portal: 'operations',
    path: 'organisations',
    page: () => import('./OrganisationListPage'),
    permission: 'identity:view_everywhere',
    titleKey: 'organisations.title',
  },
  {
    portal: 'operations',
    path: 'organisations/$organisationId',
    page: () => import('./OrganisationPage'),
    permission: 'identity:view_everywhere',
    titleKey: 'organisation.title',
  },
  {
    portal: 'operations',
    path: 'audit',
    page: () => import('./RecordPage'),
    permission: 'identity:view_audit',
    titleKey: 'records.title',
  },
  {
    portal: 'operations',
    path: 'attacks',
    page: () => import('./AttacksPage'),
    permission: 'identity:view_audit',
    titleKey: 'attacks.title',
  },
];
