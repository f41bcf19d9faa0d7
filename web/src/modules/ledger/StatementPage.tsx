import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getLedgerAccountOptions,
  listAccountPostingsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { StatementLineBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure } from '@/shared/money';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import { usePathParam } from '@/shared/usePathParam';
import { codeOf, useOwner, useReference } from './words';

/** One account: its balance and every entry that made it. */
export default function StatementPage() {
  const { t } = useTranslation('ledger');
  const code = codeOf(usePathParam('code'));
  const owner = usePathParam('owner');
  const ownerOf = useOwner();
  const columns = useStatementColumns();
  const account = useQuery(getLedgerAccountOptions({ path: { code, owner } }));
  return (
    <QueryGate query={account}>
      {(data) => (
        <ListPage
          title={`${t(`code.${code}`)} · ${ownerOf(data)}`}
          read={({ limit, cursor }) =>
            listAccountPostingsOptions({ path: { code, owner }, query: { limit, cursor } })
          }
          columns={columns}
          rowKey={({ entry_id }) => entry_id}
          to={({ entry_id }) => `/operations/ledger/entries/${entry_id}`}
          actions={
            <>
              <ButtonLink to={`/operations/ledger/accounts/${code}`}>
                {t(`code.${code}`)}
              </ButtonLink>
              <ButtonLink to={`/operations/ledger/accounts/${code}/${owner}/holds`}>
                {t('hold.title')}
              </ButtonLink>
            </>
          }
          empty={{ title: t('statement.empty'), hint: t('statement.empty_hint') }}
        >
          <Tiles>
            <Tile
              label={t('statement.balance')}
              value={<MoneyText value={data.balance} />}
              note={t(`side.${data.side}`)}
            />
            <Tile
              label={t('statement.available')}
              value={<MoneyText value={data.available} />}
              note={t('statement.available_note')}
            />
          </Tiles>
        </ListPage>
      )}
    </QueryGate>
  );
}

function useStatementColumns(): readonly Column<StatementLineBody>[] {
  const { t } = useTranslation('ledger');
  const wordsOf = useReference();
  return [
    {
      key: 'what',
      title: t('statement.what'),
      cell: ({ reference }) => wordsOf(reference),
      text: ({ reference }) => reference,
    },
    {
      key: 'change',
      title: t('statement.change'),
      numeric: true,
      cell: ({ change }) => <MoneyText value={change} form="figure" />,
      text: ({ change }) => formatFigure(change),
    },
    {
      key: 'after',
      title: t('statement.after'),
      numeric: true,
      cell: ({ balance }) => <MoneyText value={balance} form="figure" />,
      text: ({ balance }) => formatFigure(balance),
    },
    {
      key: 'effective',
      title: t('statement.effective'),
      cell: ({ effective_on }) => <DateText value={effective_on} />,
      text: ({ effective_on }) => effective_on,
    },
    {
      key: 'at',
      title: t('statement.at'),
      cell: ({ posted_at }) => <DateText value={posted_at} />,
      text: ({ posted_at }) => posted_at,
    },
  ];
}
