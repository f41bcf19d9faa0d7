import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listOwnParkPlacesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ParkPlaceBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { useProductName } from './words';

/** What a company may apply for because its park has put it forward. */
export default function PlacesPage() {
  const { t } = useTranslation('parks');
  const places = useQuery(listOwnParkPlacesOptions());
  return (
    <>
      <PageHead title={t('places.title')} />
      <QueryGate query={places}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('places.empty')} hint={t('places.empty_hint')} />
          ) : (
            <>
              <p className="muted">{t('places.hint')}</p>
              {items.map((place) => (
                <Place key={place.id} place={place} />
              ))}
            </>
          )
        }
      </QueryGate>
    </>
  );
}

function Place({ place }: { place: ParkPlaceBody }) {
  const { t } = useTranslation('parks');
  const productName = useProductName();
  const mayApply = useMay('origination:apply');
  const wish = new URLSearchParams({
    product: place.product_id,
    amount: place.amount.amount,
    months: String(place.term_months),
  });
  return (
    <section className="card">
      <h2>{productName(place)}</h2>
      <Facts
        facts={[
          { label: t('column.park'), value: place.park_name },
          { label: t('column.lender'), value: place.institution_name },
          { label: t('places.amount'), value: <MoneyText value={place.amount} /> },
          { label: t('column.term'), value: t('months', { count: place.term_months }) },
          { label: t('places.until'), value: <DateText value={place.valid_until} /> },
        ]}
      />
      {place.application_id !== null ? (
        <Link to={`/enterprise/applications/${place.application_id}`}>{t('line.application')}</Link>
      ) : (
        mayApply && (
          <ButtonLink primary to={`/enterprise/applications/new?${wish}`}>
            {t('places.apply')}
          </ButtonLink>
        )
      )}
    </section>
  );
}
