import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getPaymentSummaryOptions,
  listPaymentOrdersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { OrderKind, OrderStatus } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import { formatShort } from '@/shared/money';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import { Narrowed } from './Narrowed';
import { useOrderColumns } from './orderColumns';

const KINDS = [
  'payout',
  'collection',
  'top_up',
  'withdrawal',
  'subscription',
  'distribution',
  'trade',
] as const satisfies OrderKind[];
const STATUSES = [
  'ordered',
  'sent',
  'accepted',
  'unknown',
  'settled',
  'failed',
] as const satisfies OrderStatus[];

/** The payments desk: every order, what is under way, and what needs a person. */
export default function OrderListPage() {
  const { t } = useTranslation('payments');
  return (
    <ListPage
      title={t('orders.title')}
      read={({ limit, cursor, filters }) =>
        listPaymentOrdersOptions({
          query: {
            limit,
            cursor,
            kind: KINDS.find((kind) => kind === filters.kind),
            status: STATUSES.find((status) => status === filters.status),
            is_open: flag(filters.open),
            is_contradicted: flag(filters.contradicted),
            batch_id: filters.batch,
          },
        })
      }
      columns={useOrderColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/payments/${id}`}
      actions={<ButtonLink to="/operations/payment-batches">{t('batches.title')}</ButtonLink>}
      filters={[
        {
          kind: 'choice',
          name: 'kind',
          label: t('order.kind'),
          options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'status',
          label: t('order.status'),
          options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'open',
          label: t('filter.open'),
          options: ['true', 'false'].map((value) => ({ value, label: t(`filter.open.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'contradicted',
          label: t('filter.contradicted'),
          options: [{ value: 'true', label: t('filter.contradicted.true') }],
        },
      ]}
      empty={{ title: t('orders.empty'), hint: t('orders.empty_hint') }}
    >
      <DeskFigures />
      <Narrowed by="batch" />
    </ListPage>
  );
}

function DeskFigures() {
  const { t, i18n } = useTranslation('payments');
  const summary = useQuery(getPaymentSummaryOptions());
  return (
    <QueryGate query={summary}>
      {({ count, amount, unknown, contradicted, oldest_at }) => (
        <Tiles>
          <Tile
            label={t('desk.open')}
            value={count}
            note={t('desk.open_note', { amount: formatShort(amount, i18n.language) })}
            to="/operations/payments?open=true"
          />
          <Tile
            label={t('desk.unknown')}
            value={unknown}
            to="/operations/payments?status=unknown"
          />
          <Tile
            label={t('desk.contradicted')}
            value={contradicted}
            alarming={contradicted > 0}
            to="/operations/payments?contradicted=true"
          />
          <Tile
            label={t('desk.oldest')}
            value={oldest_at ? <DateText value={oldest_at} relative /> : t('desk.none')}
          />
        </Tiles>
      )}
    </QueryGate>
  );
}

function flag(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true';
}
