import { useTranslation } from 'react-i18next';
import { listImportsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ImportBody, ImportStatus } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { ImportTag } from './ImportTag';

export function useImportColumns(): readonly Column<ImportBody>[] {
  const { t } = useTranslation('parties');
  const count = (key: 'accepted' | 'refused') => ({
    key,
    title: t(`count.${key}`),
    numeric: true,
    cell: ({ counts }: ImportBody) => (
      <span className="tabular">{counts[key].toLocaleString()}</span>
    ),
    text: ({ counts }: ImportBody) => String(counts[key]),
  });
  return [
    {
      key: 'file',
      title: t('imports.file'),
      cell: ({ file_name }) => file_name,
      text: ({ file_name }) => file_name,
    },
    {
      key: 'status',
      title: t('imports.status'),
      cell: ({ status }) => <ImportTag status={status} />,
      text: ({ status }) => t(`import.status.${status}`),
    },
    count('accepted'),
    count('refused'),
    {
      key: 'started',
      title: t('imports.started'),
      cell: ({ started_at }) => <DateText value={started_at} relative />,
      text: ({ started_at }) => started_at,
    },
  ];
}

export const readImports = ({
  limit,
  cursor,
  filters,
}: {
  limit: number;
  cursor: string | undefined;
  filters: Readonly<Record<string, string | undefined>>;
}) =>
  listImportsOptions({
    query: { limit, cursor, status: filters.status as ImportStatus | undefined },
  });

export function ImportRows({ base }: { base: string }) {
  const { t } = useTranslation('parties');
  const columns = useImportColumns();
  return (
    <PagedRows
      label={t('imports.title')}
      read={readImports}
      filters={{}}
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `${base}/${id}`}
      empty={{ title: t('imports.empty'), hint: t('imports.empty_hint') }}
    />
  );
}
