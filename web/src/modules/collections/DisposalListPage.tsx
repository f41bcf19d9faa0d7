import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listDisposalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { DisposalBody, RecoveryBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import './collections.css';
import { percentOf } from './share';
import { DISPOSAL_TONES } from './words';

/** What each way of the library has brought, and the latest disposals. */
export default function DisposalListPage() {
  const { t } = useTranslation('collections');
  const found = useQuery(listDisposalsOptions());
  return (
    <>
      <PageHead
        title={t('disposals.title')}
        actions={<ButtonLink to="/operations/collections">{t('case.queue')}</ButtonLink>}
      />
      <QueryGate query={found}>
        {({ items, recoveries }) =>
          items.length === 0 ? (
            <EmptyState title={t('disposals.empty')} hint={t('disposals.empty_hint')} />
          ) : (
            <>
              <ByKind recoveries={recoveries.filter(({ disposals }) => disposals > 0)} />
              <Latest disposals={items} />
            </>
          )
        }
      </QueryGate>
    </>
  );
}

function ByKind({ recoveries }: { recoveries: readonly RecoveryBody[] }) {
  const { t } = useTranslation('collections');
  return (
    <section className="card">
      <h2>{t('disposals.by_kind')}</h2>
      <RowTable
        label={t('disposals.by_kind')}
        rows={recoveries}
        rowKey={({ kind }) => kind}
        columns={[
          {
            key: 'kind',
            title: t('disposal.kind'),
            cell: ({ kind }) => t(`disposal.kind.${kind}`),
          },
          {
            key: 'disposals',
            title: t('disposals.count'),
            numeric: true,
            cell: ({ disposals }) => disposals,
          },
          ...useAmounts<RecoveryBody>(),
        ]}
      />
    </section>
  );
}

function Latest({ disposals }: { disposals: readonly DisposalBody[] }) {
  const { t } = useTranslation('collections');
  return (
    <section className="card disposals-latest">
      <h2>{t('disposals.latest')}</h2>
      <RowTable
        label={t('disposals.latest')}
        rows={disposals}
        rowKey={({ id }) => id}
        to={({ id }) => `/operations/disposals/${id}`}
        columns={[
          { key: 'borrower', title: t('borrower'), cell: ({ borrower_name }) => borrower_name },
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
            title: t('disposals.opened_on'),
            cell: ({ opened_on }) => <DateText value={opened_on} />,
          },
          ...useAmounts<DisposalBody>(),
        ]}
      />
    </section>
  );
}

type Amounts = Pick<RecoveryBody, 'claim' | 'recovered'>;

function useAmounts<Row extends Amounts>(): readonly Column<Row>[] {
  const { t } = useTranslation('collections');
  return [
    {
      key: 'claim',
      title: t('disposal.claim_yuan'),
      numeric: true,
      cell: ({ claim }) => <MoneyText value={claim} form="figure" />,
    },
    {
      key: 'recovered',
      title: t('disposal.recovered_yuan'),
      numeric: true,
      cell: ({ recovered }) => <MoneyText value={recovered} form="figure" />,
    },
    {
      key: 'rate',
      title: t('disposals.rate'),
      numeric: true,
      cell: ({ claim, recovered }) => `${Math.min(100, percentOf(recovered, claim))} %`,
    },
  ];
}
