import { useTranslation } from 'react-i18next';
import type { VerdictBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const TONES: Record<VerdictBody['fate'], Tone> = {
  erased: 'good',
  nameless: 'good',
  kept: 'warning',
  nothing_held: 'neutral',
};

interface VerdictListProps {
  verdicts: readonly VerdictBody[];
  /** Before: what would become of it. After: what became of it. */
  when: 'before' | 'after';
}

/** What is held, and whether it goes or which law keeps it until when. */
export function VerdictList({ verdicts, when }: VerdictListProps) {
  const { t } = useTranslation('privacy');
  return (
    <ul className="privacy-lines">
      {verdicts.map(({ holding, title, body, fate, why, keep_until: until }) => (
        <li key={holding}>
          <div className="privacy-line">
            <h3>{title}</h3>
            <StatusTag tone={TONES[fate]} label={t(`fate.${fate}.${when}`)} />
          </div>
          <p className="muted small">{body}</p>
          {until && (
            <p className="small">
              {t('fate.until')} <DateText value={until} /> · {why}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
