import type { HitStatus } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const HIT_TONES: Record<HitStatus, Tone> = {
  open: 'warning',
  confirmed: 'bad',
  cleared: 'good',
  lapsed: 'neutral',
};

/** A likeness from 0 to 1 as a person says it. */
export function percentOf(likeness: number): string {
  return `${Math.round(likeness * 100)}%`;
}
