import { useTranslation } from 'react-i18next';
import { listBookingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { BookingBody, BookingStatus } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { BookingTag, STATUSES } from './words';

/** The customer's bookings, the partner's desk, or everybody's for staff. */
export default function BookingListPage() {
  const { t } = useTranslation('services');
  const { portal } = useSession();
  return (
    <ListPage
      title={t('bookings.title')}
      read={({ limit, cursor, filters: { status } }) =>
        listBookingsOptions({
          query: { limit, cursor, status: status as BookingStatus | undefined },
        })
      }
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('status'),
          options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        },
      ]}
      columns={useColumns(portal)}
      rowKey={({ id }) => id}
      to={({ id }) => `/${portal}/services/bookings/${id}`}
      empty={{ title: t('bookings.empty'), hint: t('bookings.empty_hint') }}
    />
  );
}

function useColumns(portal: string): readonly Column<BookingBody>[] {
  const { t } = useTranslation('services');
  const sides: Column<BookingBody>[] = [
    {
      key: 'partner',
      title: t('partner'),
      cell: ({ partner_name }) => partner_name ?? '–',
      text: ({ partner_name }) => partner_name ?? '',
    },
    {
      key: 'customer',
      title: t('customer'),
      cell: ({ customer_name }) => customer_name ?? '–',
      text: ({ customer_name }) => customer_name ?? '',
    },
  ];
  const own = { enterprise: 'customer', institution: 'partner' }[portal];
  return [
    {
      key: 'title',
      title: t('service'),
      cell: ({ title }) => <strong>{title}</strong>,
      text: ({ title }) => title,
    },
    ...sides.filter(({ key }) => key !== own),
    {
      key: 'price',
      title: t('price'),
      numeric: true,
      cell: ({ price }) => <MoneyText value={price} />,
      text: ({ price }) => price.amount,
    },
    {
      key: 'status',
      title: t('status'),
      cell: ({ status }) => <BookingTag status={status} />,
      text: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'ordered_at',
      title: t('ordered_at'),
      cell: ({ ordered_at }) => <DateText value={ordered_at} />,
      text: ({ ordered_at }) => ordered_at,
    },
  ];
}
