import type { AgreementBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const KINDS: readonly AgreementBody['terms']['kind'][] = [
  'risk_reserve',
  'compensation_fund',
];

type Standing = AgreementBody['state'] | 'over';

export const STANDING_TONES: Record<Standing, Tone> = {
  proposed: 'waiting',
  active: 'good',
  over: 'neutral',
};

export function standingOf({ state, is_over }: AgreementBody): Standing {
  return is_over ? 'over' : state;
}
