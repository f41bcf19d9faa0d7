import type { BreakStatus, PaymentOrderBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';
import { useTranslation } from 'react-i18next';

export const TONES: Record<PaymentOrderBody['status'], Tone> = {
  ordered: 'waiting',
  sent: 'running',
  accepted: 'running',
  unknown: 'warning',
  settled: 'good',
  failed: 'bad',
};

export const BREAK_TONES: Record<BreakStatus, Tone> = {
  open: 'warning',
  explained: 'good',
  written_off: 'neutral',
};

/** The bank's reason in words; one that nobody has put into words yet is shown as it came. */
export function useReason(): (code: string) => string {
  const { t, i18n } = useTranslation('payments');
  return (code) =>
    i18n.exists(`payments:reason.${code}`) ? t(`reason.${code}`) : t('reason.other', { code });
}

/** `payments.payout_settled:0199…` as the ledger writes it: the part before the colon has words. */
export function kindOf(reference: string): string {
  return reference.split(':', 1)[0] ?? reference;
}
