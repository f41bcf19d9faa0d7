import { useTranslation } from 'react-i18next';
import type { RiskAssumptionsBody } from '@/api/generated/types.gen';
import { Facts } from '@/shared/Facts';
import { formatRate } from '@/shared/rates';
import { usePartWords } from './words';

/** The policies that the figures rest on. */
export function Basis({ given }: { given: RiskAssumptionsBody }) {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  return (
    <section className="card">
      <h2>{t('rests_on')}</h2>
      <p>
        {t('rests.pd', { pd: formatRate(given.pd_unscored) })}{' '}
        {t('rests.ccf', { ccf: formatRate(given.credit_conversion) })}
      </p>
      <h3>{t('rests.lgd')}</h3>
      <Facts
        facts={Object.entries(given.loss_given_default).map(([kind, share]) => ({
          label: words('collateral', kind),
          value: formatRate(share),
        }))}
      />
    </section>
  );
}
