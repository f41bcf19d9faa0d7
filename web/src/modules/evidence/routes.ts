import type { RoomRoute } from '@/app/contracts';

const permission = 'evidence:view_everywhere';

const assets = (['enterprise', 'institution', 'operations'] as const).map((portal): RoomRoute => ({
  portal,
  path: 'assets',
  page: () => import('./AssetListPage'),
  permission: portal === 'operations' ? permission : 'evidence:view',
  titleKey: 'assets.title',
}));

export const routes: readonly RoomRoute[] = [
  ...assets,
  {
    portal: 'operations',
    path: 'evidence',
    page: () => import('./EvidencePage'),
    permission,
    titleKey: 'log.title',
  },
  {
    portal: 'operations',
    path: 'evidence/entries/$index',
    page: () => import('./EntryPage'),
    permission,
    titleKey: 'entry.title',
  },
  {
    portal: 'operations',
    path: 'evidence/audits',
    page: () => import('./AuditListPage'),
    permission,
    titleKey: 'audits.title',
  },
  {
    portal: 'operations',
    path: 'evidence/anchors',
    page: () => import('./AnchorListPage'),
    permission,
    titleKey: 'anchors.title',
  },
  {
    portal: 'public',
    path: 'verify',
    page: () => import('./VerifyPage'),
    titleKey: 'verify.title',
  },
];
