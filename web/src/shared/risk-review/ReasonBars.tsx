import { useTranslation } from 'react-i18next';
import type { ReasonBody } from '@/api/generated/types.gen';
import { useFigureText } from '../figures';
import './risk-review.css';

/** What raised and what lowered a score: bars to the right and to the left of the average. */
export function ReasonBars({ reasons }: { reasons: readonly ReasonBody[] }) {
  const { t, i18n } = useTranslation('risk');
  const figure = useFigureText();
  const longest = Math.max(1, ...reasons.map(({ points }) => Math.abs(points)));
  return (
    <ul className="reason-bars">
      {reasons.map(({ code, unit, value, points, words }) => (
        <li key={code}>
          <span>
            {words ? words[i18n.language === 'en' ? 'en' : 'zh'] : t(`reason.${code}`)}
            {value !== null && <span className="muted small"> {figure(unit, value)}</span>}
          </span>
          <span className={points > 0 ? 'reason-bar up' : 'reason-bar down'} aria-hidden="true">
            <svg viewBox="-50 0 100 8" preserveAspectRatio="none">
              <rect
                x={points > 0 ? 0 : (points / longest) * 50}
                width={(Math.abs(points) / longest) * 50}
                height="8"
                rx="1"
              />
              <line x1="0" x2="0" y1="0" y2="8" />
            </svg>
          </span>
          <span className="tabular reason-points">
            {t('points', { points: points > 0 ? `+${points}` : points })}
          </span>
        </li>
      ))}
    </ul>
  );
}
