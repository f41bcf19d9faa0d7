import type { RoomRoute } from '@/app/contracts';

const permission = 'ledger:view_everywhere';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'operations',
    path: 'ledger',
    page: () => import('./TrialBalancePage'),
    permission,
    titleKey: 'trial.title',
  },
  {
    portal: 'operations',
    path: 'ledger/entries',
    page: () => import('./JournalPage'),
    permission,
    titleKey: 'journal.title',
  },
  {
    portal: 'operations',
    path: 'ledger/revenue',
    page: () => import('./RevenuePage'),
    permission,
    titleKey: 'revenue.title',
  },
  {
    portal: 'operations',
    path: 'ledger/proofs',
    page: () => import('./ProofListPage'),
    permission,
    titleKey: 'proof.title',
  },
  {
    portal: 'operations',
    path: 'ledger/entries/$entryId',
    page: () => import('./EntryPage'),
    permission,
    titleKey: 'entry.title',
  },
  {
    portal: 'operations',
    path: 'ledger/accounts/$code',
    page: () => import('./AccountListPage'),
    permission,
    titleKey: 'trial.title',
  },
  {
    portal: 'operations',
    path: 'ledger/accounts/$code/$owner',
    page: () => import('./StatementPage'),
    permission,
    titleKey: 'statement.title',
  },
  {
    portal: 'operations',
    path: 'ledger/accounts/$code/$owner/holds',
    page: () => import('./HoldListPage'),
    permission,
    titleKey: 'hold.title',
  },
];
