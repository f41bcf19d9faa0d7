import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ImportCounts } from './ImportCounts';

/** How it ended, and what to do now. */
export function ImportReport({ found }: { found: ImportBody }) {
  const { t } = useTranslation(['parties', 'errors']);
  const { portal } = useSession();
  if (found.status === 'refused') {
    const words = t(`errors:${found.refusal_code ?? 'common.http'}`, found.refusal_params);
    return (
      <Alert
        type="error"
        showIcon
        message={words}
        description={t('parties:import.nothing_written')}
      />
    );
  }
  return (
    <section className="card">
      {found.status === 'cancelled' && <p>{t('parties:import.was_cancelled')}</p>}
      <ImportCounts found={found} />
      {found.first_on && (
        <p className="muted">
          {t('parties:import.span')} <DateText value={found.first_on} /> –{' '}
          <DateText value={found.last_on} />
        </p>
      )}
      {portal === 'enterprise' && found.counts.accepted > 0 && (
        <div className="parties-ways">
          <ButtonLink to="/enterprise/invoices">{t('parties:import.see')}</ButtonLink>
          <ButtonLink primary to="/enterprise">
            {t('parties:import.next')}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
