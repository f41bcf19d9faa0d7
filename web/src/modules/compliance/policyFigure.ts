import { toPercent } from '@/shared/rates';

/** "20000000" is "20,000,000"; decimals stay as they are. */
export function withSeparators(figure: string): string {
  const [whole = '', ...fraction] = figure.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** Without the zeros that only a numeric column adds: "0.0120" is "0.012". */
export function trimZeros(figure: string): string {
  return figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure;
}

/** The figure of a policy as people read it; `unit` words come from the caller. */
export function policyFigure(value: string, unit: string): string {
  const plain = trimZeros(value);
  if (unit === 'ratio' && !plain.startsWith('-')) return `${toPercent(plain)}%`;
  return withSeparators(plain);
}

/** The next day in Shanghai after the one on which `now` falls there, as `2026-11-23`. */
export function tomorrowInShanghai(now: Date): string {
  const inADay = new Date(now.getTime() + 86_400_000);
  return inADay.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}
