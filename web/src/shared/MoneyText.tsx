import { useTranslation } from 'react-i18next';
import { formatExact, formatFigure, formatShort, type Money } from './money';

interface MoneyTextProps {
  value: Money | null | undefined;
  /**
   * `exact` 1,234,567.80 元; `short` 123.46 万元 with the exact amount on hover; `figure` without
   * unit, for columns whose head names it.
   */
  form?: 'exact' | 'short' | 'figure';
  strong?: boolean;
}

export function MoneyText({ value, form = 'exact', strong = false }: MoneyTextProps) {
  const { i18n, t } = useTranslation();
  if (!value)
    return (
      <span className="muted" aria-label={t('none')}>
        –
      </span>
    );
  const exact = formatExact(value, i18n.language);
  const text = {
    exact,
    short: formatShort(value, i18n.language),
    figure: formatFigure(value),
  }[form];
  const Element = strong ? 'strong' : 'span';
  return (
    <Element className="tabular money" title={text === exact ? undefined : exact}>
      {text}
    </Element>
  );
}
