import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getOwnAccountOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { AccountNotReady } from './AccountNotReady';

/** On the first page: what one may dispose of. */
export default function FundsCard() {
  const { t } = useTranslation('payments');
  const { portal } = useSession();
  const account = useQuery(getOwnAccountOptions());
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <QueryGate query={account}>
        {(data) =>
          data.status === 'open' ? (
            <>
              <p className="muted">{t('account.available')}</p>
              <p className="detail-amount">
                <MoneyText value={data.available} strong />
              </p>
              <ButtonLink to={`/${portal}/funds`}>{t('card.open')}</ButtonLink>
            </>
          ) : (
            <AccountNotReady account={data} />
          )
        }
      </QueryGate>
    </section>
  );
}
