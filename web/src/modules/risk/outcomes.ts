import type { Outcome } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const OUTCOMES = ['fast', 'normal', 'refer', 'refuse'] as const;

export const TONES: Record<Outcome, Tone> = {
  fast: 'good',
  normal: 'neutral',
  refer: 'warning',
  refuse: 'bad',
};
