export type Urgency = 'calm' | 'soon' | 'late';

const SOON_MS = 4 * 3_600_000;

export interface TimeLeft {
  urgency: Urgency;
  /** Always positive; past the deadline it is how late. */
  days: number;
  hours: number;
  minutes: number;
}

export function timeLeft(dueAt: string, now: number): TimeLeft {
  const left = Date.parse(dueAt) - now;
  const urgency = left < 0 ? 'late' : left < SOON_MS ? 'soon' : 'calm';
  const minutes = Math.floor(Math.abs(left) / 60_000);
  return {
    urgency,
    days: Math.floor(minutes / 1440),
    hours: Math.floor(minutes / 60) % 24,
    minutes: minutes % 60,
  };
}
