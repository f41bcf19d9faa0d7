import type { Tone } from '@/shared/StatusTag';

const TONES: Readonly<Record<string, Tone>> = {
  active: 'good',
  closed: 'good',
  rejected: 'bad',
  returned: 'warning',
  withdrawn: 'neutral',
  expired: 'neutral',
  draft: 'neutral',
};

export function toneOfStage(stage: string): Tone {
  return TONES[stage] ?? 'running';
}

const BUCKET_TONES: Readonly<Record<string, Tone>> = {
  current: 'good',
  d1_30: 'warning',
  d31_60: 'warning',
  d61_90: 'bad',
  d90_plus: 'bad',
};

export function toneOfBucket(bucket: string): Tone {
  return BUCKET_TONES[bucket] ?? 'neutral';
}
