import { useTranslation } from 'react-i18next';
import { listSealingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { SealingBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { SEALING_TONES } from './sealingWords';

/** Earlier lists, and the way to a new one. */
export default function SealingListPage() {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const maySeal = useMay('contracts:sign');
  const columns: readonly Column<SealingBody>[] = [
    {
      key: 'made_at',
      title: t('seal.made_at'),
      cell: ({ made_at }) => <DateText value={made_at} />,
    },
    {
      key: 'status',
      title: t('status'),
      cell: ({ status }) => (
        <StatusTag tone={SEALING_TONES[status]} label={t(`sealing_status.${status}`)} />
      ),
    },
    { key: 'documents', title: t('seal.documents'), numeric: true, cell: (row) => row.documents },
    { key: 'sealed', title: t('seal.sealed'), numeric: true, cell: (row) => row.sealed },
    { key: 'failed', title: t('seal.failed'), numeric: true, cell: (row) => row.failed },
  ];
  return (
    <ListPage
      title={t('seal.title')}
      actions={
        maySeal && (
          <ButtonLink primary to={`/${portal}/contracts/seal`}>
            {t('seal.choose')}
          </ButtonLink>
        )
      }
      read={({ limit, cursor }) => listSealingsOptions({ query: { limit, cursor } })}
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/sealings/${id}`}
      empty={{ title: t('seal.none'), hint: t('seal.none_hint') }}
    />
  );
}
