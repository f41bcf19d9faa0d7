import type {
  CollectionCaseBody,
  ContactBody,
  DisposalBody,
  PromiseBody,
  RollBody,
} from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const BUCKETS: readonly RollBody['from_bucket'][] = [
  'current',
  'd1_30',
  'd31_60',
  'd61_90',
  'd90_plus',
];

export const BUCKET_TONES: Record<CollectionCaseBody['bucket'], Tone> = {
  current: 'good',
  d1_30: 'warning',
  d31_60: 'warning',
  d61_90: 'bad',
  d90_plus: 'bad',
};

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

export const CASE_TONES: Record<CollectionCaseBody['state'], Tone> = {
  open: 'warning',
  closed: 'good',
};

export const PROMISE_TONES: Record<PromiseBody['state'], Tone> = {
  open: 'waiting',
  kept: 'good',
  broken: 'bad',
  lapsed: 'neutral',
};

export const DISPOSAL_TONES: Record<DisposalBody['state'], Tone> = {
  open: 'running',
  done: 'good',
  abandoned: 'neutral',
};
