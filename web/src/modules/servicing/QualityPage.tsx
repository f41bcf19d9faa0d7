import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getQualityOptions, listDisposalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DisposalsBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { fromMinor, toMinor, type Money } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { DISPOSAL_TONES } from './collectionWords';
import './day-ends.css';
import { RollChart, VintageChart } from './QualityCharts';
import { percentOf } from './share';

/** How the book rolls from bucket to bucket, how its vintages turn out, and what disposals bring. */
export default function QualityPage() {
  const { t } = useTranslation('servicing');
  const quality = useQuery(getQualityOptions());
  const disposals = useQuery(listDisposalsOptions());
  return (
    <>
      <PageHead
        title={t('quality.title')}
        actions={<ButtonLink to="/operations/collections">{t('case.queue')}</ButtonLink>}
      />
      <QueryGate query={quality}>
        {(data) => (
          <div className="day-ends">
            <RollChart quality={data} />
            <VintageChart quality={data} />
          </div>
        )}
      </QueryGate>
      <QueryGate query={disposals}>{(data) => <Recoveries disposals={data} />}</QueryGate>
    </>
  );
}

function sum(amounts: readonly Money[]): Money {
  return fromMinor(amounts.reduce((total, { amount }) => total + toMinor(amount), 0n));
}

function Recoveries({ disposals: { items, recoveries } }: { disposals: DisposalsBody }) {
  const { t } = useTranslation('servicing');
  const claim = sum(recoveries.map((each) => each.claim));
  const recovered = sum(recoveries.map((each) => each.recovered));
  return (
    <section className="card">
      <h2>{t('quality.recovery')}</h2>
      <Tiles>
        <Tile
          label={t('quality.recovery_rate')}
          value={`${percentOf(recovered, claim)} %`}
          note={t('quality.recovery_goal')}
        />
        {recoveries.map((each) => (
          <Tile
            key={each.kind}
            label={t(`disposal.kind.${each.kind}`)}
            value={`${percentOf(each.recovered, each.claim)} %`}
            note={t('loans', { count: each.disposals })}
          />
        ))}
      </Tiles>
      {items.length === 0 ? (
        <EmptyState title={t('disposal.none')} />
      ) : (
        <RowTable
          label={t('quality.recovery')}
          rows={items}
          rowKey={({ id }) => id}
          to={({ id }) => `/operations/disposals/${id}`}
          columns={[
            { key: 'who', title: t('borrower'), cell: ({ borrower_name }) => borrower_name },
            {
              key: 'kind',
              title: t('disposal.kind'),
              cell: ({ kind }) => t(`disposal.kind.${kind}`),
            },
            {
              key: 'state',
              title: t('status'),
              cell: ({ state }) => (
                <StatusTag tone={DISPOSAL_TONES[state]} label={t(`disposal.state.${state}`)} />
              ),
            },
            {
              key: 'opened',
              title: t('case.opened_on'),
              cell: ({ opened_on }) => <DateText value={opened_on} />,
            },
            {
              key: 'claim',
              title: t('disposal.claim_yuan'),
              numeric: true,
              cell: (each) => <MoneyText value={each.claim} form="figure" />,
            },
            {
              key: 'recovered',
              title: t('disposal.recovered_yuan'),
              numeric: true,
              cell: (each) => <MoneyText value={each.recovered} form="figure" />,
            },
          ]}
        />
      )}
    </section>
  );
}
