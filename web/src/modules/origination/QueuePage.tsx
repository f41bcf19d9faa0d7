import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  countApplicationShelvesOptions,
  listApplicationsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { QueueView } from '@/api/generated/types.gen';
import { WorkQueue } from '@/shared/list/WorkQueue';
import { useColumns } from './columns';
import { useFilterFields } from './filters';

/** The institution's work: what waits for me, what nobody has, what is late, what is decided. */
export default function QueuePage() {
  const { t } = useTranslation('origination');
  const shelves = useQuery(countApplicationShelvesOptions());
  const filters = useFilterFields(['words', 'product_kind']);
  const lane = (view: QueueView) => ({
    key: view,
    label: t(`queue.${view}`),
    count: view === 'decided' || view === 'all' ? undefined : shelves.data?.counts[view],
    alarming: view === 'late',
    read: (wish: Parameters<typeof filters.query>[0]) =>
      listApplicationsOptions({ query: { ...filters.query(wish), view } }),
    empty: { title: t(`queue.${view}_empty`), hint: t(`queue.${view}_hint`) },
  });
  return (
    <WorkQueue
      title={t('queue.title')}
      lanes={[lane('waiting'), lane('new'), lane('late'), lane('decided'), lane('all')]}
      columns={useColumns(['enterprise', 'product', 'amount', 'score', 'stage', 'deadline'])}
      rowKey={(row) => row.id}
      to={(row) => `/institution/applications/${row.id}`}
      filters={filters.fields}
    />
  );
}
