import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listAsksOptions, listTradesOptions } from '@/api/generated/@tanstack/react-query.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { useAskColumns } from './asks';

/** What other holders sell, and one's own trades until they are settled. */
export default function MarketPage() {
  const { t } = useTranslation('investing');
  const columns = useAskColumns();
  return (
    <>
      <ListPage
        title={t('market.title')}
        read={({ limit, cursor }) => listAsksOptions({ query: { limit, cursor } })}
        rowKey={({ id }) => id}
        to={({ offering_id }) => `/investor/order-book/${offering_id}`}
        columns={[{ key: 'title', title: t('project'), cell: ({ title }) => title }, ...columns]}
        empty={{ title: t('market.empty'), hint: t('market.empty_hint') }}
        actions={<ButtonLink to="/investor/bids">{t('market.bids')}</ButtonLink>}
      >
        <p className="muted">{t('market.lead')}</p>
      </ListPage>
      <Trades />
    </>
  );
}

function Trades() {
  const { t } = useTranslation('investing');
  const trades = useQuery(listTradesOptions({ query: { limit: 20 } }));
  return (
    <section>
      <h2>{t('trades.title')}</h2>
      <QueryGate query={trades}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('trades.empty')}</p>
          ) : (
            <RowTable
              label={t('trades.title')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { key: 'title', title: t('project'), cell: ({ title }) => title },
                {
                  key: 'side',
                  title: t('trades.side'),
                  cell: ({ is_sale }) => t(is_sale ? 'trades.sold' : 'trades.bought'),
                },
                {
                  key: 'units',
                  title: t('units_yuan'),
                  numeric: true,
                  cell: ({ units }) => <MoneyText value={units} form="figure" />,
                },
                {
                  key: 'amount',
                  title: t('cash_yuan'),
                  numeric: true,
                  cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
                },
                {
                  key: 'settles_on',
                  title: t('trades.settles_on'),
                  cell: ({ settles_on }) => <DateText value={settles_on} />,
                },
                {
                  key: 'status',
                  title: t('orders.status'),
                  cell: ({ status }) => (
                    <StatusTag
                      tone={status === 'settled' ? 'good' : 'running'}
                      label={t(`trade.${status}`)}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </QueryGate>
    </section>
  );
}
