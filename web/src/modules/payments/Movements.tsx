import { useTranslation } from 'react-i18next';
import { listAccountPostingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { StatementLineBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { PagedRows } from '@/shared/list/PagedRows';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure, type Money } from '@/shared/money';
import { kindOf } from './words';

/** The statement of one's own custody account, newest first. */
export function Movements({ owner }: { owner: string }) {
  const { t } = useTranslation('payments');
  const columns: readonly Column<StatementLineBody>[] = [
    {
      key: 'what',
      title: t('movement.what'),
      cell: ({ reference }) => t(`movement.${kindOf(reference)}`),
    },
    {
      key: 'change',
      title: t('movement.change'),
      numeric: true,
      cell: ({ change }) => <span className="tabular money">{signed(change)}</span>,
    },
    {
      key: 'balance',
      title: t('movement.balance'),
      numeric: true,
      cell: ({ balance }) => <MoneyText value={balance} form="figure" />,
    },
    {
      key: 'on',
      title: t('movement.on'),
      cell: ({ effective_on }) => <DateText value={effective_on} />,
    },
    {
      key: 'at',
      title: t('movement.at'),
      cell: ({ posted_at }) => <DateText value={posted_at} />,
      phone: false,
    },
  ];
  return (
    <PagedRows
      label={t('tab.movements')}
      read={({ limit, cursor }) =>
        listAccountPostingsOptions({ path: { code: 'custody', owner }, query: { limit, cursor } })
      }
      filters={{}}
      columns={columns}
      rowKey={({ entry_id }) => entry_id}
      empty={{ title: t('movements.empty'), hint: t('movements.empty_hint') }}
    />
  );
}

/** Money in carries its plus, as money out its minus. */
function signed(change: Money): string {
  const figure = formatFigure(change);
  return figure.startsWith('-') ? figure : `+${figure}`;
}
