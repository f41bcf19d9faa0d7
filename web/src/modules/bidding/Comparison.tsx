import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BidOfferBody, BidRequestPageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { StatusTag } from '@/shared/StatusTag';
import { useIsPhone } from '@/shared/useMedia';
import { AcceptDialog } from './AcceptDialog';
import { BestTags, useOfferRows } from './offerRows';
import { offerState, offerTone } from './words';

/** All offers in one table, cheapest first; on a phone one card each. */
export function Comparison({ page: { request, offers } }: { page: BidRequestPageBody }) {
  const { t } = useTranslation('bidding');
  const isPhone = useIsPhone();
  const [chosen, setChosen] = useState<BidOfferBody>();
  const mayAccept = useMay('bidding:ask') && request.status === 'open';
  if (offers.length === 0) {
    const state = request.is_bidding ? 'waiting' : 'none';
    return <EmptyState title={t(`offers.${state}`)} hint={t(`offers.${state}_hint`)} />;
  }
  const accept = (offer: BidOfferBody) =>
    mayAccept &&
    offer.is_acceptable && (
      <Button type="primary" onClick={() => setChosen(offer)}>
        {t('accept')}
      </Button>
    );
  const Layout = isPhone ? Cards : Table;
  return (
    <>
      <p className="muted small">{t('compare_hint')}</p>
      <Layout offers={offers} accept={accept} />
      {chosen && (
        <AcceptDialog requestId={request.id} offer={chosen} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}

interface LayoutProps {
  offers: readonly BidOfferBody[];
  accept: (offer: BidOfferBody) => React.ReactNode;
}

function Head({ offer }: { offer: BidOfferBody }) {
  const { t } = useTranslation('bidding');
  return (
    <div className="bid-head">
      <span>{offer.institution_name ?? t('a_lender')}</span>
      <StatusTag tone={offerTone(offer)} label={t(`offer.${offerState(offer)}`)} />
      <BestTags offer={offer} />
    </div>
  );
}

function Table({ offers, accept }: LayoutProps) {
  const rows = useOfferRows();
  const dim = (offer: BidOfferBody) => (offer.is_acceptable ? undefined : 'bid-dim');
  return (
    <div className="bid-scroll">
      <table className="bid-table">
        <thead>
          <tr>
            <td />
            {offers.map((offer) => (
              <th key={offer.id} scope="col" className={dim(offer)}>
                <Head offer={offer} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, cell }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {offers.map((offer) => (
                <td key={offer.id} className={dim(offer)}>
                  {cell(offer)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <td />
            {offers.map((offer) => (
              <td key={offer.id}>{accept(offer)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Cards({ offers, accept }: LayoutProps) {
  const rows = useOfferRows();
  return (
    <ul className="bid-cards">
      {offers.map((offer) => (
        <li key={offer.id} className={offer.is_acceptable ? undefined : 'bid-dim'}>
          <Head offer={offer} />
          <Facts facts={rows.map(({ label, cell }) => ({ label, value: cell(offer) }))} />
          {accept(offer)}
        </li>
      ))}
    </ul>
  );
}
