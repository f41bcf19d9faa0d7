import { useTranslation } from 'react-i18next';
import { listApplicationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { QueueView } from '@/api/generated/types.gen';
import { ListPage } from '@/shared/list/ListPage';
import { useColumns } from './columns';
import { useFilterFields } from './filters';

const VIEWS: readonly QueueView[] = ['waiting', 'late', 'decided'];

/** Every application, for the platform's desks. */
export default function AllListPage() {
  const { t } = useTranslation('origination');
  const filters = useFilterFields(['words', 'stage', 'product_kind']);
  return (
    <ListPage
      title={t('all.title')}
      read={(wish) =>
        listApplicationsOptions({
          query: { ...filters.query(wish), view: (wish.filters.view ?? 'all') as QueueView },
        })
      }
      columns={useColumns([
        'enterprise',
        'product',
        'amount',
        'score',
        'stage',
        'deadline',
        'moved',
      ])}
      rowKey={(row) => row.id}
      to={(row) => `/operations/applications/${row.id}`}
      filters={[
        ...filters.fields,
        {
          kind: 'choice',
          name: 'view',
          label: t('all.view'),
          options: VIEWS.map((view) => ({ value: view, label: t(`queue.${view}`) })),
        },
      ]}
      empty={{ title: t('all.empty'), hint: t('all.empty_hint') }}
    />
  );
}
