import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  cancelAskMutation,
  listOwnBidsOptions,
  listRedemptionsOptions,
  withdrawWaitingBidMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { WaitingBidBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { formatExact } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { formatPrice, formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { BidDrawer } from './BidDrawer';

const FAIR = '0.99';

/** One's own bids, with the money that waits; and one's own redemptions, with their places. */
export default function BidsPage() {
  const { t } = useTranslation('orderbook');
  const mayBid = useMay('orderbook:bid');
  const [isOpen, setOpen] = useState(false);
  const columns = useBidColumns();
  return (
    <>
      <ListPage
        title={t('title')}
        read={({ limit, cursor }) => listOwnBidsOptions({ query: { limit, cursor } })}
        rowKey={({ id }) => id}
        columns={columns}
        empty={{ title: t('own.bids.none'), hint: t('own.bids.none_hint') }}
        actions={
          <>
            <ButtonLink to="/investor/market">{t('to_market')}</ButtonLink>
            {mayBid && (
              <Button type="primary" onClick={() => setOpen(true)}>
                {t('bid.likes_title')}
              </Button>
            )}
          </>
        }
      >
        <p className="muted">{t('lead')}</p>
      </ListPage>
      <Redemptions />
      {isOpen && <BidDrawer price={FAIR} onClose={() => setOpen(false)} />}
    </>
  );
}

function useBidColumns(): readonly Column<WaitingBidBody>[] {
  const { t } = useTranslation('orderbook');
  return [
    { key: 'for', title: t('for'), cell: (bid) => <Wanted bid={bid} /> },
    {
      key: 'price',
      title: t('price'),
      numeric: true,
      cell: ({ highest_price }) => formatPrice(highest_price),
    },
    {
      key: 'amount',
      title: t('money_yuan'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
    },
    {
      key: 'left',
      title: t('left_yuan'),
      numeric: true,
      cell: ({ left }) => <MoneyText value={left} form="figure" />,
    },
    { key: 'until', title: t('until'), cell: ({ expires_on }) => <DateText value={expires_on} /> },
    { key: 'status', title: t('status'), cell: (bid) => <State bid={bid} /> },
    { key: 'act', title: t('act'), cell: (bid) => <WithdrawButton bid={bid} /> },
  ];
}

function Wanted({ bid }: { bid: WaitingBidBody }) {
  const { t } = useTranslation('orderbook');
  if (bid.offering_id !== null)
    return <ButtonLink to={`/investor/order-book/${bid.offering_id}`}>{bid.title}</ButtonLink>;
  if (bid.likes === null) return null;
  return t('for.likes', {
    class: bid.likes.highest_class,
    rate: formatRate(bid.likes.least_rate),
    months: bid.likes.most_months,
  });
}

function State({ bid }: { bid: WaitingBidBody }) {
  const { t } = useTranslation('orderbook');
  const tone = {
    open: 'running',
    filled: 'good',
    withdrawn: 'neutral',
    expired: 'neutral',
  } as const;
  return (
    <>
      <StatusTag tone={tone[bid.status]} label={t(`status.${bid.status}`)} />
      {bid.passed !== null && (
        <div className="muted">{t('passed', { reason: t(`refusal.${bid.passed}`) })}</div>
      )}
    </>
  );
}

function WithdrawButton({ bid }: { bid: WaitingBidBody }) {
  const { t } = useTranslation('orderbook');
  const mayBid = useMay('orderbook:bid');
  const withdraw = useAction(withdrawWaitingBidMutation(), { onDone: () => toast(t('withdrawn')) });
  if (!mayBid || bid.status !== 'open') return null;
  return (
    <Button
      loading={withdraw.isPending}
      onClick={() => withdraw.mutate({ path: { bid_id: bid.id } })}
    >
      {t('withdraw')}
    </Button>
  );
}

function Redemptions() {
  const { t, i18n } = useTranslation('orderbook');
  const queued = useQuery({ ...listRedemptionsOptions(), refetchInterval: 10_000 });
  const cancel = useAction(cancelAskMutation(), { onDone: () => toast(t('cancelled')) });
  const mayBid = useMay('orderbook:bid');
  return (
    <section>
      <h2>{t('own.queue')}</h2>
      <QueryGate query={queued}>
        {(items) =>
          items.length === 0 ? (
            <p className="muted">{t('own.queue.none')}</p>
          ) : (
            <RowTable
              label={t('own.queue')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { key: 'title', title: t('project'), cell: ({ title }) => title },
                {
                  key: 'left',
                  title: t('left_yuan'),
                  numeric: true,
                  cell: ({ left }) => <MoneyText value={left} form="figure" />,
                },
                {
                  key: 'price',
                  title: t('price'),
                  numeric: true,
                  cell: ({ price }) => formatPrice(price),
                },
                {
                  key: 'place',
                  title: t('place'),
                  cell: ({ ahead, units_ahead }) =>
                    t('place.of', {
                      place: ahead + 1,
                      units: formatExact(units_ahead, i18n.language),
                    }),
                },
                {
                  key: 'act',
                  title: t('act'),
                  cell: ({ id }) =>
                    mayBid && (
                      <Button
                        loading={cancel.isPending}
                        onClick={() => cancel.mutate({ path: { ask_id: id } })}
                      >
                        {t('cancel')}
                      </Button>
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
