import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from './DateText';

export interface Happening {
  key: string;
  /** What happened or will happen, in the reader's words. */
  title: ReactNode;
  at?: string | null;
  by?: string | null;
  note?: ReactNode;
  state: 'done' | 'now' | 'ahead' | 'failed';
}

/** What happened, what is happening, what comes: in order, each state also in words for readers. */
export function Timeline({ items, label }: { items: readonly Happening[]; label: string }) {
  const { t } = useTranslation();
  return (
    <ol className="timeline" aria-label={label}>
      {items.map(({ key, title, at, by, note, state }) => (
        <li key={key} className={state} aria-current={state === 'now' ? 'step' : undefined}>
          <div className="timeline-title">
            {title}
            <span className="sr-only">{t(`timeline.${state}`)}</span>
          </div>
          {(at || by) && (
            <div className="muted small">
              {at && <DateText value={at} />} {by}
            </div>
          )}
          {note && <div className="timeline-note">{note}</div>}
        </li>
      ))}
    </ol>
  );
}
