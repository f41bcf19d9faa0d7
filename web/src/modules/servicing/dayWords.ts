import type { BusinessDayBody, PhaseRunBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const DAY_TONES: Record<BusinessDayBody['state'], Tone> = {
  open: 'waiting',
  running: 'running',
  closed: 'good',
};

/** How long all phases took together; nothing before one is done. */
export function secondsOf(phases: readonly Pick<PhaseRunBody, 'millis'>[]): string | undefined {
  const done = phases.flatMap(({ millis }) => (millis === null ? [] : [millis]));
  if (done.length === 0) return undefined;
  const seconds = (done.reduce((sum, millis) => sum + millis, 0) / 1000).toFixed(1);
  return seconds === '0.0' ? '< 0.1' : seconds;
}

/** In whole per cent, of the phases that there are. */
export function progressOf(phases: readonly Pick<PhaseRunBody, 'finished_at'>[]): number {
  const done = phases.filter(({ finished_at }) => finished_at !== null).length;
  return Math.floor((100 * done) / Math.max(1, phases.length));
}
