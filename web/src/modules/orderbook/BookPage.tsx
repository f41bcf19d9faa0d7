import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBookOptions, getHoldingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { BookBody, HoldingBody, LevelBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { toMinor } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { formatPrice } from '@/shared/rates';
import { usePathParam } from '@/shared/usePathParam';
import { BidDrawer } from './BidDrawer';
import { RedeemDrawer } from './RedeemDrawer';
import './orderbook.css';

/** All that waits for one project, by price: who buys, who sells, who wants out. */
export default function BookPage() {
  const offering_id = usePathParam('offeringId');
  const book = useQuery({ ...getBookOptions({ path: { offering_id } }), refetchInterval: 5000 });
  const held = useQuery(getHoldingsOptions());
  return (
    <QueryGate query={book}>
      {(found) => (
        <Known
          book={found}
          holding={held.data?.holdings.find((each) => each.offering_id === offering_id)}
        />
      )}
    </QueryGate>
  );
}

function Known({ book, holding }: { book: BookBody; holding: HoldingBody | undefined }) {
  const { t } = useTranslation('orderbook');
  return (
    <>
      <PageHead
        title={t('book.title', { title: book.title })}
        actions={
          <>
            <ButtonLink to={`/investor/offerings/${book.offering_id}`}>
              {t('to_offering')}
            </ButtonLink>
            <ButtonLink to="/investor/bids">{t('to_bids')}</ButtonLink>
            {book.may_trade && <Acts book={book} holding={holding} />}
          </>
        }
      />
      <p className="muted">{t(book.may_trade ? 'book.lead' : 'book.closed')}</p>
      <div className="book-sides">
        <Side label={t('bids')} levels={book.bids} amount={t('money_yuan')} none={t('bids.none')} />
        <Side label={t('asks')} levels={book.asks} amount={t('units_yuan')} none={t('asks.none')} />
      </div>
      <Queue book={book} />
    </>
  );
}

function Acts({ book, holding }: { book: BookBody; holding: HoldingBody | undefined }) {
  const { t } = useTranslation('orderbook');
  const mayBid = useMay('orderbook:bid');
  const [open, setOpen] = useState<'bid' | 'redeem'>();
  const close = () => setOpen(undefined);
  if (!mayBid) return null;
  const price = book.asks[0]?.price ?? book.redemption_price;
  return (
    <>
      {holding && toMinor(holding.units.amount) > 0n && (
        <Button onClick={() => setOpen('redeem')}>{t('redeem')}</Button>
      )}
      <Button type="primary" onClick={() => setOpen('bid')}>
        {t('bid')}
      </Button>
      {open === 'bid' && (
        <BidDrawer
          offering={{ id: book.offering_id, title: book.title }}
          price={price}
          onClose={close}
        />
      )}
      {open === 'redeem' && holding && (
        <RedeemDrawer holding={holding} price={book.redemption_price} onClose={close} />
      )}
    </>
  );
}

interface SideProps {
  label: string;
  levels: readonly LevelBody[];
  amount: string;
  none: string;
}

function Side({ label, levels, amount, none }: SideProps) {
  const { t } = useTranslation('orderbook');
  return (
    <section className="card">
      <h2>{label}</h2>
      {levels.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <RowTable
          label={label}
          rows={levels}
          rowKey={({ price }) => price}
          columns={[
            {
              key: 'price',
              title: t('price'),
              numeric: true,
              cell: ({ price }) => formatPrice(price),
            },
            {
              key: 'amount',
              title: amount,
              numeric: true,
              cell: (level) => <MoneyText value={level.amount} form="figure" />,
            },
            { key: 'orders', title: t('orders'), numeric: true, cell: ({ orders }) => orders },
          ]}
        />
      )}
    </section>
  );
}

function Queue({ book }: { book: BookBody }) {
  const { t } = useTranslation('orderbook');
  return (
    <p>
      {book.redemptions === 0 ? (
        t('queue.none')
      ) : (
        <>
          {t('queue', { count: book.redemptions })} <MoneyText value={book.queued} />
        </>
      )}{' '}
      {t('queue.price', { price: formatPrice(book.redemption_price) })}
    </p>
  );
}
