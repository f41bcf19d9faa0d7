import { useTranslation } from 'react-i18next';
import type { BankStatementBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';

/** All explained, or how many breaks of it wait for somebody. */
export function StatementState({ statement }: { statement: BankStatementBody }) {
  const { t } = useTranslation('payments');
  const { open_breaks: count } = statement;
  return count === 0 ? (
    <StatusTag tone="good" label={t('statement.explained')} />
  ) : (
    <StatusTag tone="warning" label={t('statement.open_breaks', { count })} />
  );
}
