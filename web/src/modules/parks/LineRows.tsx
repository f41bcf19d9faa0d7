import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listParkLinesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ParkBatchDetailBody, ParkLineBody } from '@/api/generated/types.gen';
import { FilterBar } from '@/shared/list/FilterBar';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { LineDrawer } from './LineDrawer';
import { LINE_TONES, STATUSES } from './words';

/** The companies of a list, by state; each opens what was found of it. */
export function LineRows({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const [{ cursor: _, ...values }, change] = useFilters();
  const [chosen, setChosen] = useState<ParkLineBody>();
  const { batch, counts } = detail;
  const columns = useColumns(setChosen);
  return (
    <>
      <div className="list-tools">
        <FilterBar
          filters={[
            {
              kind: 'choice',
              name: 'status',
              label: t('column.status'),
              options: STATUSES.filter((status) => counts[status]).map((status) => ({
                value: status,
                label: `${t(`line_status.${status}`)} ${counts[status]}`,
              })),
            },
          ]}
          values={values}
          onChange={change}
        />
      </div>
      <PagedRows
        label={t('lines')}
        read={({ limit, cursor, filters }) =>
          listParkLinesOptions({
            path: { batch_id: batch.id },
            query: {
              limit,
              cursor,
              status: filters.status ? [filters.status as ParkLineBody['status']] : undefined,
            },
          })
        }
        filters={values}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ title: t('lines.empty') }}
      />
      {chosen && <LineDrawer detail={detail} line={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function useColumns(onChoose: (line: ParkLineBody) => void): readonly Column<ParkLineBody>[] {
  const { t } = useTranslation(['parks', 'origination']);
  return [
    {
      key: 'name',
      title: t('column.company'),
      cell: (line) => (
        <Button type="link" className="in-text" onClick={() => onChoose(line)}>
          {line.name || t('line.nameless', { number: line.number })}
        </Button>
      ),
    },
    { key: 'uscc', title: t('column.uscc'), cell: ({ uscc }) => uscc, phone: false },
    {
      key: 'amount',
      title: t('column.amount'),
      numeric: true,
      cell: ({ amount }) => (amount === null ? '–' : <MoneyText value={amount} form="short" />),
    },
    {
      key: 'term',
      title: t('column.term'),
      numeric: true,
      cell: ({ term_months }) => (term_months === null ? '–' : t('months', { count: term_months })),
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status, fault }) => (
        <>
          <StatusTag tone={LINE_TONES[status]} label={t(`line_status.${status}`)} />
          {status === 'refused' && fault && (
            <span className="muted small">{t(`fault.${fault}`)}</span>
          )}
        </>
      ),
    },
    {
      key: 'application',
      title: t('column.application'),
      cell: ({ application_stage: stage }) =>
        stage === null ? '–' : t(`origination:stage.${stage}`),
    },
  ];
}
