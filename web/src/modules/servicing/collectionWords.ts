import type {
  CaseBody,
  ContactBody,
  DisposalBody,
  LoanCategoryBody,
  PromiseBody,
} from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const CHANNELS: readonly ContactBody['channel'][] = ['call', 'message', 'visit', 'letter'];

export const RESULTS: readonly ContactBody['result'][] = [
  'reached',
  'not_reached',
  'promised',
  'disputed',
  'refused',
  'delivered',
];

export const DISPOSALS: readonly DisposalBody['kind'][] = [
  'extension',
  'restructuring',
  'collateral',
  'litigation',
  'write_off',
];

export const CATEGORIES: readonly LoanCategoryBody['category'][] = [
  'normal',
  'special_mention',
  'substandard',
  'doubtful',
  'loss',
];

export const TRIGGERS: readonly LoanCategoryBody['triggers'][number]['kind'][] = [
  'restructured',
  'other_default',
  'lost_contact',
  'litigation',
  'bankruptcy',
];

export const CATEGORY_TONES: Record<LoanCategoryBody['category'], Tone> = {
  normal: 'good',
  special_mention: 'warning',
  substandard: 'bad',
  doubtful: 'bad',
  loss: 'bad',
};

export const CASE_TONES: Record<CaseBody['state'], Tone> = { open: 'warning', closed: 'good' };

export const PROMISE_TONES: Record<PromiseBody['state'], Tone> = {
  open: 'waiting',
  kept: 'good',
  broken: 'bad',
};

export const DISPOSAL_TONES: Record<DisposalBody['state'], Tone> = {
  open: 'running',
  done: 'good',
  abandoned: 'neutral',
};
