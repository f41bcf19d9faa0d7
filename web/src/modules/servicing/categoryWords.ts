import type { LoanCategoryBody } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

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
