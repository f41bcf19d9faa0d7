import { useTranslation } from 'react-i18next';
import type { BookingStatus, ServiceKind, ServiceOfferBody } from '@/api/generated/types.gen';
import { StatusTag, type Tone } from '@/shared/StatusTag';

export const KINDS: readonly ServiceKind[] = ['legal', 'tax', 'accounting', 'valuation'];

const TONES: Record<BookingStatus, Tone> = {
  ordered: 'waiting',
  accepted: 'running',
  delivered: 'warning',
  disputed: 'bad',
  completed: 'good',
  resolved: 'good',
  refused: 'neutral',
  cancelled: 'neutral',
  lapsed: 'neutral',
};

export const STATUSES = Object.keys(TONES) as BookingStatus[];

export function BookingTag({ status }: { status: BookingStatus }) {
  const { t } = useTranslation('services');
  return <StatusTag tone={TONES[status]} label={t(`status.${status}`)} />;
}

/** "4.7 · 12 ratings"; one decimal, cut off. */
export function useRatingText(): (offer: ServiceOfferBody) => string {
  const { t } = useTranslation('services');
  return ({ ratings, stars }) => {
    if (ratings === 0) return t('rating.none');
    const tenths = Math.floor((stars * 10) / ratings);
    return t('rating.average', {
      stars: `${Math.floor(tenths / 10)}.${tenths % 10}`,
      count: ratings,
    });
  };
}
