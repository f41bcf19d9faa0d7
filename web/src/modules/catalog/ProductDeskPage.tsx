import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listOwnProductsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { Proposals } from './Proposals';
import { lowestRate, useProductName } from './words';

/** An institution's own products; for staff those of all. */
export default function ProductDeskPage() {
  const { t } = useTranslation('catalog');
  const columns = useColumns();
  const mayPropose = useMay('catalog:propose');
  const base = useLocation({ select: ({ pathname }) => `/${pathname.split('/')[1]}/products` });
  const isOwn = base.startsWith('/institution');
  const create = mayPropose && isOwn && (
    <ButtonLink primary to="/institution/products/new">
      {t('desk.new')}
    </ButtonLink>
  );
  return (
    <ListPage
      title={t(isOwn ? 'desk.title' : 'desk.all')}
      read={({ limit, cursor }) => listOwnProductsOptions({ query: { limit, cursor } })}
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `${base}/${id}`}
      actions={create}
      empty={{ title: t('desk.empty'), hint: isOwn && t('desk.empty_hint'), action: create }}
    >
      {isOwn && <Proposals />}
    </ListPage>
  );
}

function useColumns(): readonly Column<ProductBody>[] {
  const { t } = useTranslation('catalog');
  const nameOf = useProductName();
  return [
    { key: 'name', title: t('name'), cell: nameOf, text: nameOf },
    {
      key: 'kind',
      title: t('kind'),
      cell: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => t(`kind.${kind}`),
    },
    {
      key: 'lender',
      title: t('page.lender'),
      cell: ({ institution_name }) => institution_name,
      text: ({ institution_name }) => institution_name ?? '',
    },
    {
      key: 'max',
      title: t('max_amount'),
      numeric: true,
      cell: ({ max_amount }) => <MoneyText value={max_amount} form="short" />,
      text: ({ max_amount }) => max_amount.amount,
    },
    {
      key: 'rate',
      title: t('card.rate'),
      numeric: true,
      cell: lowestRate,
      text: (row) => lowestRate(row) ?? '',
    },
    {
      key: 'state',
      title: t('state'),
      cell: ({ status }) => (
        <StatusTag tone={status === 'offered' ? 'good' : 'neutral'} label={t(`status.${status}`)} />
      ),
      text: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'version',
      title: t('page.versions'),
      cell: ({ version }) => t('version', { version }),
    },
    {
      key: 'published',
      title: t('published_at'),
      cell: ({ published_at }) => <DateText value={published_at} />,
      text: ({ published_at }) => published_at,
    },
  ];
}
