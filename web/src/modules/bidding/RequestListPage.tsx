import { useTranslation } from 'react-i18next';
import { listBidRequestsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { BidRequestBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { REQUEST_TONES } from './words';

/** What the enterprise has asked lenders to bid for. */
export default function RequestListPage() {
  const { t } = useTranslation('bidding');
  const ask = useMay('bidding:ask') && (
    <ButtonLink primary to="/enterprise/bids/new">
      {t('ask.start')}
    </ButtonLink>
  );
  return (
    <ListPage
      title={t('requests.title')}
      read={({ limit, cursor }) => listBidRequestsOptions({ query: { limit, cursor } })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/enterprise/bids/${id}`}
      actions={ask}
      empty={{ title: t('requests.empty'), hint: t('requests.empty_hint'), action: ask }}
    />
  );
}

function useColumns(): readonly Column<BidRequestBody>[] {
  const { t } = useTranslation(['bidding', 'catalog']);
  return [
    {
      key: 'amount',
      title: t('amount'),
      cell: ({ amount }) => <MoneyText value={amount} form="short" strong />,
      text: ({ amount }) => amount.amount,
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
      key: 'offers',
      title: t('offers'),
      numeric: true,
      cell: ({ offers, invited }) => t('offers_of', { offers, invited }),
      text: ({ offers }) => String(offers),
    },
    {
      key: 'status',
      title: t('status'),
      cell: (row) => <RequestTag request={row} />,
      text: ({ status }) => t(`request.${status}`),
    },
    {
      key: 'closes_at',
      title: t('closes_at'),
      cell: ({ closes_at }) => <DateText value={closes_at} />,
      text: ({ closes_at }) => closes_at,
    },
  ];
}

export function RequestTag({ request: { status, is_bidding } }: { request: BidRequestBody }) {
  const { t } = useTranslation('bidding');
  const state = status === 'open' && !is_bidding ? 'deciding' : status;
  return (
    <StatusTag
      tone={state === 'deciding' ? 'warning' : REQUEST_TONES[status]}
      label={t(`request.${state}`)}
    />
  );
}
