import { useTranslation } from 'react-i18next';
import type { CustodyAccountBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { useReason } from './words';

/** What stands in the place of an account that cannot be used yet. */
export function AccountNotReady({ account }: { account: CustodyAccountBody }) {
  const { t } = useTranslation('payments');
  const reasonOf = useReason();
  if (account.status === 'opening')
    return <EmptyState title={t('account.opening_title')} hint={t('account.opening_hint')} />;
  const reason = reasonOf(account.reason_code ?? 'not_given');
  return (
    <EmptyState title={t('account.refused_title')} hint={t('account.refused_hint', { reason })} />
  );
}
