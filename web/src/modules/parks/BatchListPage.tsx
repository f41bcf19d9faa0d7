import { useTranslation } from 'react-i18next';
import { listParkBatchesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ParkBatchBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { HandIn } from './HandIn';
import { BATCH_TONES, useProductName } from './words';

/** Lists of companies: a park sees what it put forward, a lender what was put forward to it. */
export default function BatchListPage() {
  const { t } = useTranslation('parks');
  const { portal } = useSession();
  return (
    <ListPage
      title={t('list.title')}
      read={({ limit, cursor }) => listParkBatchesOptions({ query: { limit, cursor } })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/park-batches/${id}`}
      actions={<HandIn />}
      empty={{ title: t('list.empty'), hint: t('list.empty_hint') }}
    />
  );
}

function useColumns(): readonly Column<ParkBatchBody>[] {
  const { t } = useTranslation('parks');
  const productName = useProductName();
  const text = (key: string, read: (row: ParkBatchBody) => string): Column<ParkBatchBody> => ({
    key,
    title: t(`column.${key}`),
    cell: read,
    text: read,
  });
  return [
    text('park', ({ park_name }) => park_name),
    text('product', productName),
    text('lender', ({ institution_name }) => institution_name),
    {
      key: 'lines',
      title: t('column.lines'),
      numeric: true,
      cell: ({ lines }) => lines,
      text: ({ lines }) => String(lines),
    },
    {
      key: 'status',
      title: t('column.status'),
      cell: ({ status }) => (
        <StatusTag tone={BATCH_TONES[status]} label={t(`batch_status.${status}`)} />
      ),
      text: ({ status }) => t(`batch_status.${status}`),
    },
    {
      key: 'put_forward_at',
      title: t('column.put_forward_at'),
      cell: ({ put_forward_at }) => <DateText value={put_forward_at} />,
      text: ({ put_forward_at }) => put_forward_at,
    },
  ];
}
