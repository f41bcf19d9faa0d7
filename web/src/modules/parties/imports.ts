import type { ImportBody, ImportStatus } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

const UNDER_WAY: readonly ImportStatus[] = ['receiving', 'waiting', 'running'];

export function isUnderWay({ status }: Pick<ImportBody, 'status'>): boolean {
  return UNDER_WAY.includes(status);
}

export const TONES: Record<ImportStatus, Tone> = {
  receiving: 'running',
  waiting: 'waiting',
  running: 'running',
  done: 'good',
  refused: 'bad',
  cancelled: 'neutral',
};

/** Whole percent of the bytes while they arrive, of the lines while they are read. */
export function percentOf(found: ImportBody): number {
  if (found.status === 'receiving') return share(found.received_bytes, found.size_bytes);
  return share(found.counts.lines, found.total_lines ?? 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}
