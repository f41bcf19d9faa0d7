import { useTranslation } from 'react-i18next';
import { listAccountHoldsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { HeldMoneyBody, HoldStatus } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { codeOf, useReference } from './words';

const TONE: Record<HoldStatus, Tone> = {
  open: 'running',
  posted: 'good',
  voided: 'neutral',
  expired: 'warning',
};

/** Money of one account that is or was set aside. */
export default function HoldListPage() {
  const { t } = useTranslation('ledger');
  const code = codeOf(usePathParam('code'));
  const owner = usePathParam('owner');
  return (
    <ListPage
      title={t('hold.title')}
      read={({ limit, cursor }) =>
        listAccountHoldsOptions({ path: { code, owner }, query: { limit, cursor } })
      }
      columns={useHoldColumns()}
      rowKey={({ id }) => id}
      actions={
        <ButtonLink to={`/operations/ledger/accounts/${code}/${owner}`}>
          {t('statement.title')}
        </ButtonLink>
      }
      empty={{ title: t('hold.empty'), hint: t('hold.empty_hint') }}
    />
  );
}

function useHoldColumns(): readonly Column<HeldMoneyBody>[] {
  const { t } = useTranslation('ledger');
  const wordsOf = useReference();
  return [
    {
      key: 'what',
      title: t('hold.what'),
      cell: ({ reference }) => wordsOf(reference),
      text: ({ reference }) => reference,
    },
    {
      key: 'status',
      title: t('hold.status'),
      cell: ({ status }) => <StatusTag tone={TONE[status]} label={t(`hold.status.${status}`)} />,
      text: ({ status }) => t(`hold.status.${status}`),
    },
    ...(['amount', 'left', 'posted'] as const).map((part): Column<HeldMoneyBody> => ({
      key: part,
      title: t(`hold.${part}`),
      numeric: true,
      cell: (hold) => <MoneyText value={hold[part]} form="figure" />,
      text: (hold) => formatFigure(hold[part]),
    })),
    {
      key: 'placed',
      title: t('hold.placed'),
      cell: ({ placed_at }) => <DateText value={placed_at} />,
      text: ({ placed_at }) => placed_at,
    },
    {
      key: 'expires',
      title: t('hold.expires'),
      cell: ({ expires_at }) =>
        expires_at ? <DateText value={expires_at} /> : <span>{t('hold.never')}</span>,
      text: ({ expires_at }) => expires_at ?? '',
    },
  ];
}
