import { useTranslation } from 'react-i18next';
import { listApplicationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody, Stage } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ListPage } from '@/shared/list/ListPage';
import { useColumns } from './columns';
import { MAIN_WAY } from './words';

const ENDS: readonly Stage[] = ['returned', 'rejected', 'withdrawn', 'expired'];

export default function OwnListPage() {
  const { t } = useTranslation('origination');
  const columns = useColumns(['product', 'amount', 'term', 'stage', 'deadline', 'moved']);
  const start = useMay('origination:apply') && (
    <ButtonLink primary to="/enterprise/applications/new">
      {t('own.start')}
    </ButtonLink>
  );
  return (
    <ListPage
      title={t('own.title')}
      read={({ limit, cursor, filters }) =>
        listApplicationsOptions({
          query: { limit, cursor, stage: filters.stage ? [filters.stage as Stage] : undefined },
        })
      }
      columns={columns}
      rowKey={(row) => row.id}
      to={pageOf}
      filters={[
        {
          kind: 'choice',
          name: 'stage',
          label: t('column.stage'),
          options: [...MAIN_WAY, ...ENDS].map((stage) => ({
            value: stage,
            label: t(`stage.${stage}`),
          })),
        },
      ]}
      actions={start}
      empty={{ title: t('own.empty'), hint: t('own.empty_hint'), action: start }}
    />
  );
}

/** A draft goes on where it was left. */
function pageOf({ id, stage }: ApplicationBody): string {
  return stage === 'draft'
    ? `/enterprise/applications/${id}/edit`
    : `/enterprise/applications/${id}`;
}
