import { useTranslation } from 'react-i18next';
import type { ImprovementBody } from '@/api/generated/types.gen';
import { useFigureText } from '../figures';
import './risk-review.css';

/** The steps that would raise a score most, each with its gain. */
export function Improvements({ steps }: { steps: readonly ImprovementBody[] }) {
  const { t, i18n } = useTranslation('risk');
  const figure = useFigureText();
  if (steps.length === 0) return <p className="muted">{t('better.none')}</p>;
  return (
    <ol className="improvements">
      {steps.map(({ feature, words, unit, target, at_least, points }) => (
        <li key={feature}>
          <span>
            {words
              ? `${words[i18n.language === 'en' ? 'en' : 'zh']} ${at_least ? '≥' : '<'} ${figure(unit, target)}`
              : t(`advice.${feature}`, { target: figure(unit, target) })}
          </span>
          <strong className="tabular">{t('better.gain', { points })}</strong>
        </li>
      ))}
    </ol>
  );
}
