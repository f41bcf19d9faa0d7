import type { RoomRoute } from '@/app/contracts';

const VIEW = 'bidding:view';

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'bids',
    page: () => import('./RequestListPage'),
    permission: VIEW,
    titleKey: 'requests.title',
  },
  {
    portal: 'enterprise',
    path: 'bids/new',
    page: () => import('./AskPage'),
    permission: 'bidding:ask',
    titleKey: 'ask.title',
  },
  {
    portal: 'enterprise',
    path: 'bids/$requestId',
    page: () => import('./RequestPage'),
    permission: VIEW,
    titleKey: 'request.title',
  },
  {
    portal: 'institution',
    path: 'bids',
    page: () => import('./InvitationListPage'),
    permission: VIEW,
    titleKey: 'invitations.title',
  },
  {
    portal: 'institution',
    path: 'bids/$invitationId',
    page: () => import('./InvitationPage'),
    permission: VIEW,
    titleKey: 'invitation.title',
  },
];
