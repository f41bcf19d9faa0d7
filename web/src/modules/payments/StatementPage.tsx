import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  getBankStatementOptions,
  listBankStatementLinesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BankStatementBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { StatementLines } from './StatementLines';
import { StatementState } from './StatementState';

const LINES = 50;

export default function StatementPage() {
  const { t } = useTranslation('payments');
  const statementId = usePathParam('statementId');
  const statement = useQuery(getBankStatementOptions({ path: { statement_id: statementId } }));
  return (
    <QueryGate query={statement}>
      {(data) => (
        <DetailPage
          title={t('statement.of', { day: data.to_on })}
          tags={<StatementState statement={data} />}
          amount={<MoneyText value={data.closing} strong />}
          nextAction={
            data.open_breaks > 0 && (
              <ButtonLink to={`/operations/breaks?status=open&statement=${data.id}`}>
                {t('statement.to_breaks')}
              </ButtonLink>
            )
          }
          tabs={[
            { key: 'lines', label: t('lines.title'), content: <Lines statement={data} /> },
            { key: 'facts', label: t('statement.facts'), content: <Figures statement={data} /> },
          ]}
        />
      )}
    </QueryGate>
  );
}

function Figures({ statement }: { statement: BankStatementBody }) {
  const { t } = useTranslation('payments');
  return (
    <Facts
      facts={[
        { label: t('statement.opening'), value: <MoneyText value={statement.opening} /> },
        { label: t('statement.closing'), value: <MoneyText value={statement.closing} /> },
        { label: t('statement.ledger'), value: <MoneyText value={statement.ledger} /> },
        { label: t('statement.difference'), value: <MoneyText value={statement.difference} /> },
        { label: t('statement.lines'), value: statement.lines },
        { label: t('statement.matched'), value: statement.matched },
        { label: t('statement.account'), value: statement.account_no },
        { label: t('statement.number'), value: statement.number },
        { label: t('statement.source'), value: t(`source.${statement.source}`) },
        { label: t('statement.imported'), value: <DateText value={statement.imported_at} /> },
      ]}
    />
  );
}

function Lines({ statement }: { statement: BankStatementBody }) {
  const { t } = useTranslation('payments');
  const [onlyBreaks, setOnlyBreaks] = useState(false);
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const after = starts.at(-1) ?? 0;
  const lines = useQuery(
    listBankStatementLinesOptions({
      path: { statement_id: statement.id },
      query: { after, limit: LINES, only_breaks: onlyBreaks },
    }),
  );
  return (
    <>
      <Checkbox
        checked={onlyBreaks}
        onChange={({ target }) => {
          setOnlyBreaks(target.checked);
          setStarts([0]);
        }}
      >
        {t('lines.only_breaks')}
      </Checkbox>
      <QueryGate query={lines}>
        {({ items, next_after: next }) => (
          <>
            {items.length > 0 ? (
              <StatementLines lines={items} />
            ) : (
              <EmptyState title={t(onlyBreaks ? 'lines.no_breaks' : 'lines.none')} />
            )}
            <Space>
              {starts.length > 1 && (
                <Button onClick={() => setStarts(starts.slice(0, -1))}>{t('lines.back')}</Button>
              )}
              {next !== null && (
                <Button onClick={() => setStarts([...starts, next])}>{t('lines.more')}</Button>
              )}
            </Space>
          </>
        )}
      </QueryGate>
    </>
  );
}
