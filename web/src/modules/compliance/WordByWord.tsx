import { useTranslation } from 'react-i18next';
import type { ComparisonBody } from '@/api/generated/types.gen';
import { percentOf } from './hits';

/** Why the score is what it is: each word beside what it was taken for. */
export function WordByWord({ comparison }: { comparison: ComparisonBody }) {
  const { t } = useTranslation('compliance');
  return (
    <>
      <p className="muted small">
        {t(comparison.by_characters ? 'hit.by_characters' : 'hit.by_sound')}
      </p>
      <ul className="word-pairs" aria-label={t('hit.words')}>
        {comparison.words.map(({ asked, listed, likeness }) => (
          <li key={`${asked ?? ''}~${listed ?? ''}`} className={pairClass(asked, listed)}>
            <span>{asked ?? '—'}</span>
            <span>{listed ?? '—'}</span>
            <span className="tabular">
              {asked && listed ? percentOf(likeness) : t('hit.alone')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function pairClass(asked: string | null, listed: string | null): string {
  return asked && listed ? 'word-pair' : 'word-pair muted';
}
