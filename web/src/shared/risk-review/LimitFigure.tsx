import { useTranslation } from 'react-i18next';
import type { StandingBody } from '@/api/generated/types.gen';
import { formatShort } from '../money';
import { MoneyText } from '../MoneyText';

/** The limit, where it comes from, or what it takes to know it. */
export function LimitFigure({ standing }: { standing: StandingBody }) {
  const { t, i18n } = useTranslation('risk');
  const { amount, by_grade, by_net_assets } = standing.limit;
  if (amount === null || by_grade === null || by_net_assets === null) {
    const missing = standing.score === null ? 'limit.needs_score' : 'limit.needs_figures';
    return <p className="muted">{t(missing)}</p>;
  }
  return (
    <>
      <p className="limit-figure">
        <MoneyText value={amount} form="short" strong />
      </p>
      <p className="muted small">
        {t('limit.by', {
          grade: formatShort(by_grade, i18n.language),
          assets: formatShort(by_net_assets, i18n.language),
        })}
      </p>
    </>
  );
}
