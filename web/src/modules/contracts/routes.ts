import type { Portal, RoomRoute } from '@/app/contracts';

const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const routes: readonly RoomRoute[] = PORTALS.flatMap((portal): RoomRoute[] => [
  {
    portal,
    path: 'contracts',
    page: () => import('./ContractListPage'),
    permission: 'contracts:view',
    titleKey: 'list.title',
  },
  {
    portal,
    path: 'contracts/$contractId',
    page: () => import('./ContractPage'),
    permission: 'contracts:view',
    titleKey: 'page.title',
  },
  ...(portal === 'operations' ? [] : sealingRoutes(portal)),
  {
    portal,
    path: 'papers',
    page: () => import('./PaperListPage'),
    permission: 'contracts:view',
    titleKey: 'papers.title',
  },
  {
    portal,
    path: 'papers/new',
    page: () => import('./NewPaperPage'),
    permission: 'contracts:send',
    titleKey: 'new_paper.title',
  },
  {
    portal,
    path: 'papers/$envelopeId',
    page: () => import('./PaperPage'),
    permission: 'contracts:view',
    titleKey: 'papers.title',
  },
  {
    portal,
    path: 'reviews',
    page: () => import('./ReviewPage'),
    permission: 'contracts:view',
    titleKey: 'review.title',
  },
  {
    portal,
    path: 'disputes',
    page: () => import('./DisputeListPage'),
    permission: 'disputes:view',
    titleKey: 'disputes.title',
  },
  {
    portal,
    path: 'disputes/$disputeId',
    page: () => import('./DisputePage'),
    permission: 'disputes:view',
    titleKey: 'dispute.title',
  },
  ...(portal === 'enterprise' ? [] : templateRoutes(portal)),
]);

function sealingRoutes(portal: Portal): RoomRoute[] {
  return [
    {
      portal,
      path: 'contracts/seal',
      page: () => import('./SealPage'),
      permission: 'contracts:sign',
      titleKey: 'seal.choose',
    },
    {
      portal,
      path: 'sealings',
      page: () => import('./SealingListPage'),
      permission: 'contracts:view',
      titleKey: 'seal.title',
    },
    {
      portal,
      path: 'sealings/$sealingId',
      page: () => import('./SealingPage'),
      permission: 'contracts:view',
      titleKey: 'seal.title',
    },
  ];
}

function templateRoutes(portal: Portal): RoomRoute[] {
  return [
    {
      portal,
      path: 'templates',
      page: () => import('./TemplateListPage'),
      permission: 'contracts:view',
      titleKey: 'templates.title',
    },
    {
      portal,
      path: 'templates/$key',
      page: () => import('./TemplatePage'),
      permission: 'contracts:view',
      titleKey: 'templates.title',
    },
    {
      portal,
      path: 'templates/$key/new',
      page: () => import('./NewTemplatePage'),
      permission: 'contracts:edit_templates',
      titleKey: 'template.new_version',
    },
    {
      portal,
      path: 'template-versions/$versionId',
      page: () => import('./TemplateVersionPage'),
      permission: 'contracts:view',
      titleKey: 'templates.title',
    },
    {
      portal,
      path: 'template-versions/$versionId/edit',
      page: () => import('./EditTemplatePage'),
      permission: 'contracts:edit_templates',
      titleKey: 'version.edit',
    },
  ];
}
