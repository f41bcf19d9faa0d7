import { useTranslation } from 'react-i18next';
import { policyFigure } from './policyFigure';

/** A value with its unit: "700 分", "1.2%", "24 小时". */
export function usePolicyWords(): (value: string | null | undefined, unit: string) => string {
  const { t } = useTranslation('compliance');
  return (value, unit) => {
    if (!value) return t('value.none');
    const figure = policyFigure(value, unit);
    const hasNoWord = unit === '' || unit === 'ratio';
    return hasNoWord ? figure : t(`unit.${unit}.of`, { figure, defaultValue: figure });
  };
}

export function PolicyValue({ value, unit }: { value: string | null | undefined; unit: string }) {
  const words = usePolicyWords();
  return <span className="tabular policy-value">{words(value, unit)}</span>;
}
