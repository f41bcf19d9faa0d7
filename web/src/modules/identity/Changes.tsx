import { useTranslation } from 'react-i18next';
import type { ChangeBody } from '@/api/generated/types.gen';

const SHOWN = 4;

/** Fields that matter, before and after: personal data is masked where it is recorded. */
export function Changes({ changes }: { changes: readonly ChangeBody[] }) {
  const { t } = useTranslation('identity');
  const more = changes.slice(SHOWN);
  return (
    <>
      <Lines changes={changes.slice(0, SHOWN)} />
      {more.length > 0 && (
        <details className="payload">
          <summary>{t('records.more_changes', { count: more.length })}</summary>
          <Lines changes={more} />
        </details>
      )}
    </>
  );
}

function Lines({ changes }: { changes: readonly ChangeBody[] }) {
  const { t } = useTranslation('identity');
  return (
    <ul className="record-changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="muted small">{nameOf(t, field)}</span>
          <span>
            <del>{before ?? '—'}</del>
            <span aria-label={t('records.became')}> → </span>
            <ins>{after ?? '—'}</ins>
            {before !== null && before === after && (
              <span className="muted small"> {t('records.masked_alike')}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "figures/2025/revenue": the words of its parts that have any. */
function nameOf(t: (key: string, options: { defaultValue: string }) => string, field: string) {
  return field
    .split('/')
    .map((part) => t(`field.${part}`, { defaultValue: part }))
    .join(' · ');
}
