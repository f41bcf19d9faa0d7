import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listContractsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import './contracts.css';
import { waitsForUs } from './words';

/** On the first page: contracts that wait for this organisation's signature. */
export default function ToSignCard() {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const contracts = useQuery(listContractsOptions({ query: { status: 'signing', limit: 50 } }));
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <QueryGate query={contracts}>
        {({ items }) => {
          const waiting = items.filter((contract) => waitsForUs(contract, session));
          if (waiting.length === 0) return <p className="muted">{t('card.nothing')}</p>;
          return (
            <ul className="to-sign">
              {waiting.map((contract) => (
                <li key={contract.id}>
                  <span className="what">
                    {contract.product_name} · <MoneyText value={contract.principal} form="short" />
                    <br />
                    <span className="muted small">
                      {t('timeline.until', { day: contract.sign_by })}
                    </span>
                  </span>
                  <ButtonLink primary to={`/${session.portal}/contracts/${contract.id}`}>
                    {t('card.read_and_sign')}
                  </ButtonLink>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryGate>
    </section>
  );
}
