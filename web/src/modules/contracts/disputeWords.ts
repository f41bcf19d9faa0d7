import type { DisputeLineBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const DISPUTE_TONES: Record<DisputeLineBody['status'], Tone> = {
  open: 'warning',
  mediating: 'running',
  settled: 'good',
  withdrawn: 'neutral',
  unsettled: 'bad',
};

export const DISPUTE_KINDS = [
  'amount',
  'repayment',
  'terms',
  'service',
  'collection',
  'other',
] as const satisfies DisputeLineBody['kind'][];
