import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { listOfferingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { OfferingCard } from './OfferingCard';
import { Recommended } from './Recommended';
import { StandingNote } from './StandingNote';
import { CLASSES, KINDS, STATES } from './words';
import './investing.css';

const MONTHS = [3, 6, 12, 24, 36] as const;

/** Everything on offer, narrowed by what the reader looks for; an issuer sees its own desk. */
export default function HallPage() {
  const { t } = useTranslation('investing');
  const { portal } = useSession();
  const mayOffer = useMay('investing:offer');
  const [{ kind, status, highest, longest }] = useFilters();
  const offerings = useQuery(
    listOfferingsOptions({
      query: {
        limit: 100,
        kind: KINDS.find((each) => each === kind),
        status: STATES.find((each) => each === status),
        highest_class: CLASSES.find((each) => String(each) === highest),
        longest: MONTHS.find((each) => String(each) === longest),
      },
    }),
  );
  return (
    <>
      <PageHead
        title={t(portal === 'investor' ? 'hall.title' : 'hall.title_desk')}
        actions={
          mayOffer && (
            <ButtonLink primary to={`/${portal}/offerings/new`}>
              {t('new.title')}
            </ButtonLink>
          )
        }
      />
      {portal === 'investor' && <StandingNote />}
      {portal === 'investor' && <Recommended />}
      <HallFilters />
      <QueryGate query={offerings}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('hall.empty')} hint={t(`hall.empty_hint.${portal}`)} />
          ) : (
            <ul className="offering-cards">
              {items.map((offering) => (
                <OfferingCard
                  key={offering.id}
                  offering={offering}
                  to={`/${portal}/offerings/${offering.id}`}
                />
              ))}
            </ul>
          )
        }
      </QueryGate>
    </>
  );
}

function HallFilters() {
  const { t } = useTranslation('investing');
  const [filters, change] = useFilters();
  const choices = [
    { name: 'kind', values: KINDS, label: (value: string) => t(`kind.${value}`) },
    { name: 'status', values: STATES, label: (value: string) => t(`status.${value}`) },
    { name: 'highest', values: CLASSES, label: (value: string) => t('hall.up_to', { value }) },
    { name: 'longest', values: MONTHS, label: (value: string) => t('hall.months', { value }) },
  ] as const;
  return (
    <div className="hall-filters">
      {choices.map(({ name, values, label }) => (
        <Select
          key={name}
          allowClear
          aria-label={t(`hall.by.${name}`)}
          placeholder={t(`hall.by.${name}`)}
          value={filters[name]}
          options={values.map((value) => ({ value: String(value), label: label(String(value)) }))}
          onChange={(value: string | undefined) => change({ [name]: value })}
        />
      ))}
    </div>
  );
}
