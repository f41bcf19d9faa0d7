import { useTranslation } from 'react-i18next';
import { formatShort } from './money';

/** Units in which facts and features come from the API; codes are words of their own room. */
export type FigureUnit =
  'points' | 'months' | 'people' | 'yuan' | 'share' | 'ratio' | 'times' | 'count' | 'code';

/** Figures arrive as decimal text; this says them with their unit: "12 个月", "3.2%", "120 万元". */
export function useFigureText(): (unit: FigureUnit, value: string) => string {
  const { t, i18n } = useTranslation();
  return (unit, value) => {
    if (unit === 'code') return value;
    if (unit === 'yuan') {
      return formatShort({ amount: cutDecimals(value, 2), currency: 'CNY' }, i18n.language);
    }
    if (unit === 'share') return t('figure.share', { value: moveToPercent(value) });
    return t(`figure.${unit}`, { value: cutDecimals(value, unit === 'points' ? 0 : 2) });
  };
}

/** "-0.3456" is "-34.56": the point moves by two, then at most two decimals stay. */
export function moveToPercent(value: string): string {
  const [, sign = '', whole = '0', fraction = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? notANumber(value);
  const digits = fraction.padEnd(2, '0');
  const moved = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  return cutDecimals(`${sign}${moved}.${digits.slice(2) || '0'}`, 2);
}

/** Shown figures are cut, never rounded up: a limit just missed must not look as if it were met. */
export function cutDecimals(value: string, places: number): string {
  const [, sign = '', whole = '0', fraction = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? notANumber(value);
  const kept = fraction.slice(0, places).replace(/0+$/, '');
  return `${sign}${whole}${kept && `.${kept}`}`;
}

function notANumber(value: string): never {
  throw new Error(`Not a number: ${value}`);
}
