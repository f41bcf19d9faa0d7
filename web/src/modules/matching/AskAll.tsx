import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import type { Wish } from './wish';

/** Instead of one application: let them all compete. */
export function AskAll({ wish: { wan, months, purpose } }: { wish: Wish }) {
  const { t } = useTranslation('matching');
  if (!useMay('bidding:ask')) return null;
  return (
    <p className="fit-note fit-actions">
      <span>{t('ask_all.lead')}</span>
      <ButtonLink to="/enterprise/bids/new" search={{ wan, months: String(months), purpose }}>
        {t('ask_all')}
      </ButtonLink>
    </p>
  );
}
