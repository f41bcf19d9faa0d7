import { useTranslation } from 'react-i18next';
import type { ImprovementBody } from '@/api/generated/types.gen';
import { useFigureText } from '../figures';
import './risk-review.css';

/** The steps that would raise a score most, each with its gain. */
export function Improvements({ steps }: { steps: readonly ImprovementBody[] }) {
  const { t } = useTranslation('risk');
  const figure = useFigureText();
  if (steps.length === 0) return <p className="muted">{t('better.none')}</p>;
  return (
    <ol className="improvements">
      {steps.map(({ feature, unit, target, points }) => (
        <li key={feature}>
          <span>{t(`advice.${feature}`, { target: figure(unit, target) })}</span>
          <strong className="tabular">{t('better.gain', { points })}</strong>
        </li>
      ))}
    </ol>
  );
}
