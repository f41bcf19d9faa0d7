import { useTranslation } from 'react-i18next';
import { listBidInvitationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { InvitationBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { RiskTag } from '@/shared/RiskTag';
import { StatusTag } from '@/shared/StatusTag';
import { INVITATION_TONES } from './words';

/** Requests that a lender may bid for. */
export default function InvitationListPage() {
  const { t } = useTranslation('bidding');
  return (
    <ListPage
      title={t('invitations.title')}
      read={({ limit, cursor }) => listBidInvitationsOptions({ query: { limit, cursor } })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/institution/bids/${id}`}
      empty={{ title: t('invitations.empty'), hint: t('invitations.empty_hint') }}
    />
  );
}

function useColumns(): readonly Column<InvitationBody>[] {
  const { t } = useTranslation(['bidding', 'catalog']);
  return [
    {
      key: 'amount',
      title: t('amount'),
      cell: ({ amount }) => <MoneyText value={amount} form="short" strong />,
      text: ({ amount }) => amount.amount,
    },
    {
      key: 'grade',
      title: t('grade'),
      cell: ({ grade }) => <RiskTag grade={grade} />,
      text: ({ grade }) => grade,
    },
    {
      key: 'who',
      title: t('who'),
      cell: ({ enterprise_name }) =>
        enterprise_name ?? <span className="muted">{t('nameless')}</span>,
      text: ({ enterprise_name }) => enterprise_name ?? '',
    },
    {
      key: 'term',
      title: t('term'),
      cell: ({ term_months }) => t('months', { count: term_months }),
      text: ({ term_months }) => String(term_months),
    },
    {
      key: 'purpose',
      title: t('purpose'),
      cell: ({ purpose }) => t(`catalog:purpose.${purpose}`),
      text: ({ purpose }) => t(`catalog:purpose.${purpose}`),
    },
    {
      key: 'status',
      title: t('status'),
      cell: (row) => <InvitationTag invitation={row} />,
      text: ({ status }) => t(`invitation.${status}`),
    },
    {
      key: 'closes_at',
      title: t('closes_at'),
      cell: ({ closes_at }) => <DateText value={closes_at} />,
      text: ({ closes_at }) => closes_at,
    },
  ];
}

export function InvitationTag({
  invitation: { status, is_bidding, enterprise_name },
}: {
  invitation: InvitationBody;
}) {
  const { t } = useTranslation('bidding');
  const isOpen = status === 'open';
  const state = !isOpen ? status : enterprise_name ? 'bid' : is_bidding ? 'open' : 'missed';
  return (
    <StatusTag
      tone={state === 'missed' ? 'neutral' : INVITATION_TONES[status]}
      label={t(`invitation.${state}`)}
    />
  );
}
