import { useTranslation } from 'react-i18next';
import { formatRelative, formatWhen } from './dates';
import { useNow } from './useNow';

interface DateTextProps {
  /** A day (`2026-11-22`) or an instant, as the API writes them. */
  value: string | null | undefined;
  /** Says "3 小时前" and keeps the exact time on hover. */
  relative?: boolean;
}

export function DateText({ value, relative = false }: DateTextProps) {
  const { t } = useTranslation();
  if (!value)
    return (
      <span className="muted" aria-label={t('none')}>
        –
      </span>
    );
  if (relative) return <RelativeTime value={value} />;
  return (
    <time dateTime={value} className="tabular">
      {formatWhen(value)}
    </time>
  );
}

function RelativeTime({ value }: { value: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time dateTime={value} title={formatWhen(value)}>
      {formatRelative(value, now, i18n.language)}
    </time>
  );
}
