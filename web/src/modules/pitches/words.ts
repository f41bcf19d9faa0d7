import { useTranslation } from 'react-i18next';
import type { FigureKind, Need, PlaceUnit, PlanStatus } from '@/api/generated/types.gen';
import { formatShort } from '@/shared/money';
import { formatRate } from '@/shared/rates';
import type { Tone } from '@/shared/StatusTag';

export const TONES: Record<PlanStatus, Tone> = {
  received: 'running',
  read: 'good',
  scanned: 'warning',
  unreadable: 'bad',
};

export const NEEDS = [
  'working_capital',
  'equipment',
  'expansion',
  'research',
  'orders',
  'refinancing',
] as const satisfies Need[];

/** Figures and places of a plan in the reader's words. */
export function usePlanWords() {
  const { t, i18n } = useTranslation('pitches');
  return {
    figure: (kind: FigureKind, value: string): string => {
      if (kind === 'employees') return t('people', { count: Number(value) });
      if (kind === 'equity_offered') return formatRate(value);
      return formatShort({ amount: value, currency: 'CNY' }, i18n.language);
    },
    place: (unit: PlaceUnit, place: number): string => t(`place.${unit}`, { place }),
  };
}
