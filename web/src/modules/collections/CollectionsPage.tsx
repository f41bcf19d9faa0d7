import { useTranslation } from 'react-i18next';
import { listCasesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CollectionCaseBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { WorkQueue } from '@/shared/list/WorkQueue';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { DeskFigures } from './DeskFigures';
import { Quality } from './Quality';
import { BUCKET_TONES } from './words';

/** The arrears queue: whom to call next, what is mine, what is open and what is over. */
export default function CollectionsPage() {
  const { t } = useTranslation('collections');
  const { portal } = useSession();
  const seesAll = useMay('collections:view_everywhere');
  const seesBook = useMay('servicing:view_everywhere');
  const empty = { title: t('case.empty'), hint: t('case.empty_hint') };
  return (
    <>
      <WorkQueue
        title={t('case.queue')}
        actions={
          seesAll && <ButtonLink to="/operations/disposals">{t('disposals.title')}</ButtonLink>
        }
        lanes={[
          {
            key: 'calls',
            label: t('case.lane.calls'),
            read: () => listCasesOptions({ query: { calls: true } }),
            empty,
          },
          {
            key: 'mine',
            label: t('case.lane.mine'),
            read: ({ limit, cursor }) =>
              listCasesOptions({ query: { limit, cursor, state: 'open', mine: true } }),
            empty,
          },
          {
            key: 'open',
            label: t('case.lane.open'),
            read: ({ limit, cursor }) =>
              listCasesOptions({ query: { limit, cursor, state: 'open' } }),
            empty,
          },
          {
            key: 'closed',
            label: t('case.lane.closed'),
            read: ({ limit, cursor }) =>
              listCasesOptions({ query: { limit, cursor, state: 'closed' } }),
            empty,
          },
        ]}
        columns={useCaseColumns()}
        rowKey={({ id }) => id}
        to={({ id }) => `/${portal}/collections/${id}`}
      >
        {seesAll && <DeskFigures />}
      </WorkQueue>
      {seesBook && <Quality />}
    </>
  );
}

function useCaseColumns(): readonly Column<CollectionCaseBody>[] {
  const { t } = useTranslation('collections');
  return [
    { key: 'borrower', title: t('borrower'), cell: ({ borrower_name }) => borrower_name },
    {
      key: 'bucket',
      title: t('bucket'),
      cell: ({ bucket, days_past_due }) => (
        <StatusTag tone={BUCKET_TONES[bucket]} label={t('late_days', { count: days_past_due })} />
      ),
    },
    {
      key: 'overdue',
      title: t('case.overdue_yuan'),
      numeric: true,
      cell: ({ overdue }) => <MoneyText value={overdue} form="figure" />,
    },
    {
      key: 'outstanding',
      title: t('outstanding_yuan'),
      numeric: true,
      phone: false,
      cell: ({ outstanding }) => <MoneyText value={outstanding} form="figure" />,
    },
    {
      key: 'promise',
      title: t('case.promise'),
      cell: (row) => <PromiseState row={row} />,
    },
    {
      key: 'contact',
      title: t('case.last_contact'),
      cell: ({ last_contact_at }) =>
        last_contact_at ? <DateText value={last_contact_at} relative /> : t('case.no_contact'),
    },
    {
      key: 'mine',
      title: t('case.assigned'),
      phone: false,
      cell: ({ is_mine, assigned_to }) =>
        t(is_mine ? 'case.is_mine' : assigned_to === null ? 'case.is_free' : 'case.is_taken'),
    },
  ];
}

function PromiseState({ row }: { row: CollectionCaseBody }) {
  const { t } = useTranslation('collections');
  if (row.promised_for !== null)
    return <StatusTag tone="waiting" label={t('case.promised_for', { day: row.promised_for })} />;
  if (row.broken_promises > 0)
    return <StatusTag tone="bad" label={t('case.broken', { count: row.broken_promises })} />;
  return <>–</>;
}
