import type { AlertStatus } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const ALERT_TONES: Record<AlertStatus, Tone> = {
  open: 'warning',
  dismissed: 'good',
  reported: 'bad',
};
