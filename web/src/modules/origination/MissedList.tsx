import { useTranslation } from 'react-i18next';
import type { MissedBody } from '@/api/generated/types.gen';
import { useFigureText } from '@/shared/figures';
import { useWord } from './words';

/** Conditions of the product that were not met, or that nobody could judge. */
export function MissedList({ missed }: { missed: readonly MissedBody[] }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const figure = useFigureText();
  if (missed.length === 0) return null;
  return (
    <section className="missed">
      <h2>{t('missed')}</h2>
      <ul className="plain-list">
        {missed.map(({ fact, unit, op, needed, actual }) => {
          const wanted = `${word('op', op)}${figure(unit, needed)}`;
          return (
            <li key={fact}>
              <strong>{word('fact', fact)}</strong>{' '}
              {actual === null
                ? t('missed.unknown', { wanted })
                : t('missed.known', { wanted, actual: figure(unit, actual) })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
