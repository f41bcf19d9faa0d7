import { useTranslation } from 'react-i18next';
import type { ParkBatchBody, ParkLineBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const BATCH_TONES: Record<ParkBatchBody['status'], Tone> = {
  checking: 'running',
  ready: 'waiting',
  approved: 'good',
  refused: 'bad',
};

export const LINE_TONES: Record<ParkLineBody['status'], Tone> = {
  waiting: 'running',
  refused: 'bad',
  failed: 'bad',
  invited: 'waiting',
  fits: 'good',
  unclear: 'warning',
  misses: 'bad',
  excepted: 'neutral',
  approved: 'good',
};

export const STATUSES = Object.keys(LINE_TONES) as ParkLineBody['status'][];
/** What a decision would approve. */
export const APPROVABLE: readonly ParkLineBody['status'][] = ['fits', 'unclear', 'invited'];

interface Named {
  product_name: string;
  product_name_en: string;
}

export function useProductName(): (product: Named) => string {
  const { i18n } = useTranslation();
  return (product) => (i18n.language === 'en' ? product.product_name_en : product.product_name);
}
