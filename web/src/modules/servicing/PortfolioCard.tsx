import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { Portfolio } from './Portfolio';

/** On the lender's first page. */
export default function PortfolioCard() {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  return (
    <section className="card">
      <h2>{t('list.title.institution')}</h2>
      <Portfolio />
      <ButtonLink to={`/${portal}/loans`}>{t('all_loans')}</ButtonLink>
    </section>
  );
}
