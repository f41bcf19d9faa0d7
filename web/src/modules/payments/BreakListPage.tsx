import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getBreakSummaryOptions,
  listBreaksOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BreakBody, BreakReason, BreakStatus } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure, formatShort } from '@/shared/money';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { Narrowed } from './Narrowed';
import { BREAK_TONES } from './words';

const STATUSES = ['open', 'explained', 'written_off'] as const satisfies BreakStatus[];
const REASONS = [
  'unknown_line',
  'not_settled',
  'amount_differs',
  'wrong_account',
  'line_twice',
  'missing_at_bank',
  'balance_differs',
] as const satisfies BreakReason[];

/** The queue of breaks between bank and books, oldest first: why, how much, how long, whose. */
export default function BreakListPage() {
  const { t } = useTranslation('payments');
  return (
    <ListPage
      title={t('breaks.title')}
      read={({ limit, cursor, filters }) =>
        listBreaksOptions({
          query: {
            limit,
            cursor,
            status: STATUSES.find((status) => status === filters.status),
            reason: REASONS.find((reason) => reason === filters.reason),
            statement_id: filters.statement,
            is_mine: filters.mine === undefined ? undefined : filters.mine === 'true',
          },
        })
      }
      columns={useBreakColumns()}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/breaks/${id}`}
      actions={<ButtonLink to="/operations/statements">{t('statements.title')}</ButtonLink>}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('order.status'),
          options: STATUSES.map((value) => ({ value, label: t(`break.status.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'reason',
          label: t('break.reason'),
          options: REASONS.map((value) => ({ value, label: t(`break.reason.${value}`) })),
        },
        {
          kind: 'choice',
          name: 'mine',
          label: t('break.whose'),
          options: ['true', 'false'].map((value) => ({
            value,
            label: t(`break.whose.${value}`),
          })),
        },
      ]}
      empty={{ title: t('breaks.empty'), hint: t('breaks.empty_hint') }}
    >
      <QueueFigures />
      <Narrowed by="statement" />
    </ListPage>
  );
}

function useBreakColumns(): readonly Column<BreakBody>[] {
  const { t } = useTranslation('payments');
  return [
    {
      key: 'reason',
      title: t('break.reason'),
      cell: ({ reason }) => t(`break.reason.${reason}`),
      text: ({ reason }) => t(`break.reason.${reason}`),
    },
    {
      key: 'status',
      title: t('order.status'),
      cell: ({ status }) => (
        <StatusTag tone={BREAK_TONES[status]} label={t(`break.status.${status}`)} />
      ),
      text: ({ status }) => t(`break.status.${status}`),
    },
    {
      key: 'effect',
      title: t('break.effect_yuan'),
      numeric: true,
      cell: ({ effect }) => <MoneyText value={effect} form="figure" />,
      text: ({ effect }) => formatFigure(effect),
    },
    {
      key: 'age',
      title: t('break.age'),
      numeric: true,
      cell: ({ age_days }) => t('break.days', { count: age_days }),
      text: ({ age_days }) => String(age_days),
    },
    {
      key: 'assignee',
      title: t('break.assignee'),
      cell: ({ assignee_name }) => assignee_name ?? t('break.nobody'),
      text: ({ assignee_name }) => assignee_name ?? '',
    },
    {
      key: 'statement',
      title: t('break.statement'),
      cell: ({ statement_number }) => statement_number,
      text: ({ statement_number }) => statement_number,
      phone: false,
    },
  ];
}

function QueueFigures() {
  const { t, i18n } = useTranslation('payments');
  const summary = useQuery(getBreakSummaryOptions());
  return (
    <QueryGate query={summary}>
      {({ count, amount, unassigned, days_over_3: late, last_statement_on: until }) => (
        <Tiles>
          <Tile
            label={t('queue.open')}
            value={count}
            note={t('desk.open_note', { amount: formatShort(amount, i18n.language) })}
            to="/operations/breaks?status=open"
          />
          <Tile label={t('queue.unassigned')} value={unassigned} />
          <Tile label={t('queue.late')} value={late} alarming={late > 0} />
          <Tile
            label={t('queue.until')}
            value={until ? <DateText value={until} /> : t('desk.none')}
            to="/operations/statements"
          />
        </Tiles>
      )}
    </QueryGate>
  );
}
