import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getOverrideFiguresOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { FollowedBody } from '@/api/generated/types.gen';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { OutcomeTag } from './OutcomeTag';

/** What people made of the machine's decisions, and what became of the loans after them. */
export function OverrideFigures() {
  const { t } = useTranslation('risk');
  const figures = useQuery(getOverrideFiguresOptions());
  return (
    <details className="card risk-part">
      <summary>{t('followed')}</summary>
      <p className="muted small">{t('followed.note')}</p>
      <QueryGate query={figures}>{(rows) => <Rows rows={rows} />}</QueryGate>
    </details>
  );
}

function Rows({ rows }: { rows: readonly FollowedBody[] }) {
  const { t } = useTranslation('risk');
  if (rows.length === 0) return <p className="muted">{t('followed.none')}</p>;
  const columns: readonly Column<FollowedBody>[] = [
    {
      key: 'outcome',
      title: t('followed.machine'),
      cell: ({ outcome }) => <OutcomeTag outcome={outcome} />,
    },
    {
      key: 'changed',
      title: t('followed.person'),
      cell: ({ changed }) =>
        changed ? <OutcomeTag outcome={changed} /> : <span>{t('followed.left')}</span>,
    },
    {
      key: 'decisions',
      title: t('followed.decisions'),
      numeric: true,
      cell: ({ decisions }) => decisions,
    },
    { key: 'known', title: t('followed.known'), numeric: true, cell: ({ known }) => known },
    {
      key: 'bad',
      title: t('followed.bad'),
      numeric: true,
      cell: ({ bad, known }) =>
        known === 0 ? '–' : `${bad} (${((100 * bad) / known).toFixed(1)}%)`,
    },
  ];
  const key = ({ outcome, changed }: FollowedBody): string => `${outcome}.${changed ?? ''}`;
  return <RowTable label={t('followed')} rows={rows} rowKey={key} columns={columns} />;
}
