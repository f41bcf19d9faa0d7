import { useTranslation } from 'react-i18next';
import { ListPage } from '@/shared/list/ListPage';
import { useMay } from '@/api/session';
import { ImportArea } from './ImportArea';
import { readImports, useImportColumns } from './ImportRows';
import { TONES } from './imports';
import './parties.css';

/** Files of all companies; a file of many companies says in each line whose it is. */
export default function ImportListPage() {
  const { t } = useTranslation('parties');
  const columns = useImportColumns();
  const mayImport = useMay('parties:change_everywhere');
  return (
    <ListPage
      title={t('imports.title')}
      read={readImports}
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/imports/${id}`}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('imports.status'),
          options: Object.keys(TONES).map((value) => ({
            value,
            label: t(`import.status.${value}`),
          })),
        },
      ]}
      empty={{ title: t('imports.empty') }}
    >
      {mayImport && <ImportArea />}
    </ListPage>
  );
}
