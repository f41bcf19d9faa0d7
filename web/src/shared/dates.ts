/** Business happens in one time zone; days are its days wherever the reader sits. */
export const ZONE = 'Asia/Shanghai';

const IN_ZONE = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `2026-11-22` stays a day; an instant becomes `2026-11-22 14:05` in the zone of business. */
export function formatWhen(value: string): string {
  return isDay(value) ? value : IN_ZONE.format(new Date(value)).replace(',', '');
}

export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 小时前", "in 2 days": whole units, cut towards now. */
export function formatRelative(value: string, now: number, language: string): string {
  const seconds = Math.trunc((Date.parse(value) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  if (unit === 'second') return words.format(0, 'second');
  return words.format(Math.trunc(seconds / size), unit);
}
