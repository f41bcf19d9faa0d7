import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listProcessingOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProcessingBody } from '@/api/generated/types.gen';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { useLocale } from '@/shared/useLocale';

export function ActivityRows() {
  const { t } = useTranslation('privacy');
  const locale = useLocale();
  const lines = useQuery(listProcessingOptions({ query: { locale } }));
  const columns: readonly Column<ProcessingBody>[] = [
    {
      key: 'what',
      title: t('activity.what'),
      width: 260,
      cell: ({ title, body }) => (
        <>
          <strong>{title}</strong>
          <div className="muted small">{body}</div>
        </>
      ),
    },
    {
      key: 'purpose',
      title: t('activity.purpose'),
      width: 200,
      cell: ({ purpose_title, basis, article }) => (
        <>
          {purpose_title} · {t(`basis.${basis}`)}
          <div className="muted small">{article}</div>
        </>
      ),
    },
    {
      key: 'recipients',
      title: t('activity.recipients'),
      width: 220,
      cell: ({ recipients }) => recipients,
    },
    {
      key: 'keep',
      title: t('activity.keep'),
      width: 280,
      cell: ({ keep_months: months, why }) =>
        months === null ? (
          t('activity.until_erased')
        ) : (
          <>
            {t('activity.months', { count: months })}
            <div className="muted small">{why}</div>
          </>
        ),
    },
  ];
  return (
    <QueryGate query={lines}>
      {(found) => (
        <RowTable
          label={t('processing.activities')}
          rows={found}
          rowKey={({ holding }) => holding}
          columns={columns}
        />
      )}
    </QueryGate>
  );
}
