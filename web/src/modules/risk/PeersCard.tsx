import { useTranslation } from 'react-i18next';
import type { FeatureBody, PeersBody } from '@/api/generated/types.gen';
import { useFigureText } from '@/shared/figures';

interface PeersCardProps {
  peers: PeersBody | null;
  score: number;
}

/** Where the company stands among others of its industry: the middle half is the band. */
export function PeersCard({ peers, score }: PeersCardProps) {
  const { t } = useTranslation('risk');
  if (peers === null) return <p className="muted">{t('peers.none')}</p>;
  return (
    <>
      <p className="muted small">{t('peers.note', { count: peers.count })}</p>
      <ul className="peer-rows">
        {peers.score && (
          <Row
            name={t('score')}
            own={String(score)}
            spread={peers.score}
            text={(value) => String(Math.round(Number(value)))}
          />
        )}
        {peers.features.map((feature) => (
          <FeatureRow key={feature.feature} feature={feature} />
        ))}
      </ul>
    </>
  );
}

function FeatureRow({ feature }: { feature: FeatureBody }) {
  const { t } = useTranslation('risk');
  const figure = useFigureText();
  const { lower, middle, upper, value } = feature;
  if (lower === null || middle === null || upper === null || value === null) return null;
  return (
    <Row
      name={t(`feature.${feature.feature}`)}
      own={value}
      spread={{ lower, middle, upper }}
      text={(each) => figure(feature.unit, each)}
    />
  );
}

interface RowProps {
  name: string;
  own: string;
  spread: { lower: string; middle: string; upper: string };
  text: (value: string) => string;
}

function Row({ name, own, spread, text }: RowProps) {
  const { t } = useTranslation('risk');
  const [low, high, here] = [Number(spread.lower), Number(spread.upper), Number(own)];
  const place = placed(low, high);
  const part = here < low ? 'low' : here > high ? 'high' : 'middle';
  return (
    <li>
      <span>
        {name} <strong className="tabular">{text(own)}</strong>
      </span>
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="peer-band" x="25" width="50" y="3" height="6" rx="1" />
        <rect
          className="peer-middle"
          x={place(Number(spread.middle)) - 0.4}
          width="0.8"
          y="2"
          height="8"
        />
        <rect className="peer-own" x={place(here) - 1} width="2" y="0" height="12" rx="1" />
      </svg>
      <span className="muted small">
        {t(`peers.${part}`)} ·{' '}
        {t('peers.quartiles', {
          lower: text(spread.lower),
          middle: text(spread.middle),
          upper: text(spread.upper),
        })}
      </span>
    </li>
  );
}

/** The middle half of the peers fills the middle half of the strip; what lies beyond is kept in. */
function placed(low: number, high: number): (value: number) => number {
  const width = high - low;
  return (value) => {
    if (width === 0) return value < low ? 10 : value > low ? 90 : 50;
    return Math.min(98, Math.max(2, 25 + ((value - low) / width) * 50));
  };
}
