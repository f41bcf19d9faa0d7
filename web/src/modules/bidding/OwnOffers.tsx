import { useTranslation } from 'react-i18next';
import type { BidOfferBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { StatusTag } from '@/shared/StatusTag';
import { useOfferRows } from './offerRows';
import { offerState, offerTone } from './words';

/** What this lender has offered so far; nobody here sees the others'. */
export function OwnOffers({ offers }: { offers: readonly BidOfferBody[] }) {
  const { t } = useTranslation('bidding');
  const rows = useOfferRows();
  if (offers.length === 0) {
    return <EmptyState title={t('own_none')} hint={t('own_none_hint')} />;
  }
  return (
    <ul className="bid-cards">
      {offers.map((offer) => (
        <li key={offer.id} className={offer.is_acceptable ? undefined : 'bid-dim'}>
          <StatusTag tone={offerTone(offer)} label={t(`offer.${offerState(offer)}`)} />
          <Facts facts={rows.map(({ label, cell }) => ({ label, value: cell(offer) }))} />
        </li>
      ))}
    </ul>
  );
}
